/* A gallery's list of photos with one more button: choose several photos of the library at once. */
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;

  function addSeveral(list, chosen) {
    const most = list.blockDef.meta.maxNum;
    for (const photo of chosen) {
      if (most && list.children.length >= most) return;
      list.insert({ photo, caption: "" }, list.children.length, { animate: true });
    }
  }

  class GalleryBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      const list = block.childBlocks.items;
      const photo = list.blockDef.childBlockDef.childBlockDefs.find((child) => child.name === "photo");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = this.meta.chooseSeveral;
      button.addEventListener("click", () => {
        photo.widget.openModal((chosen) => addSeveral(list, chosen), { multiple: true });
      });
      // After the list's own "add" button, which stands at its end.
      list.container[0].append(button);
      return block;
    }
  }

  window.telepath.register("stories.blocks.GalleryBlock", GalleryBlockDefinition);
})();

/* A confirmed fact in the rich text editor: chosen from a window, shown as it stands, and never typed over. */
(() => {
  const { React, DraftJS, draftail } = window;

  /** The window needs to know the story's language, and which products its cards already speak of. */
  const surroundings = () => {
    const panel = document.querySelector('[data-readiness]');
    const cards = [...document.querySelectorAll('input[type="hidden"][name^="body-"][name$="-value-product"]')];
    const params = { first: [...new Set(cards.map((input) => input.value).filter(Boolean))].join(',') };
    if (panel && panel.dataset.language) params.language = panel.dataset.language;
    return params;
  };

  class FactSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrl,
        urlParams: surroundings(),
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    onChosen(fact) {
      const { editorState, entityType, onComplete } = this.props;
      const { product, key, label, text } = fact;
      const content = editorState.getCurrentContent();
      const withEntity = content.createEntity(entityType.type, 'IMMUTABLE', { product, key, label, text });
      const entityKey = withEntity.getLastCreatedEntityKey();
      const replaced = DraftJS.Modifier.replaceText(
        withEntity, editorState.getSelection(), text, null, entityKey,
      );
      this.workflow.close();
      onComplete(DraftJS.EditorState.push(editorState, replaced, 'insert-characters'));
    }
  }

  const Fact = ({ entityKey, contentState, children }) => {
    const { label, text } = contentState.getEntity(entityKey).getData();
    return React.createElement(
      'span',
      { className: text ? 'fact-entity' : 'fact-entity fact-entity--missing', title: label, 'data-fact': label },
      children,
    );
  };

  draftail.registerPlugin({ type: 'FACT', source: FactSource, decorator: Fact }, 'entityTypes');
})();

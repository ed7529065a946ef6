/* Suggested tags below the tags field: asked for when the editor opens and after each autosave. */
(() => {
  const { Controller } = window.StimulusModule;

  class TagSuggestions extends Controller {
    static targets = ['list', 'none'];

    static values = { url: String, field: String };

    connect() {
      this.refresh = this.refresh.bind(this);
      document.addEventListener('w-autosave:success', this.refresh);
      this.refresh();
    }

    disconnect() {
      document.removeEventListener('w-autosave:success', this.refresh);
    }

    async refresh() {
      const url = this.urlValue || this.addressOfNewPage();
      if (!url) return;
      const answer = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
      if (answer.ok) this.show((await answer.json()).suggestions);
    }

    /** A page made by autosave gets its own address while the form stays open. */
    addressOfNewPage() {
      const edited = window.location.pathname.match(/^(.*)\/pages\/(\d+)\/edit\/$/);
      return edited ? `${edited[1]}/stories/${edited[2]}/tags/` : '';
    }

    show(suggestions) {
      const focused = this.listTarget.contains(document.activeElement) && document.activeElement.value;
      this.noneTarget.hidden = suggestions.length > 0;
      this.listTarget.replaceChildren(...suggestions.map((suggestion) => this.button(suggestion)));
      const again = [...this.listTarget.children].find((button) => button.value === focused);
      if (again) again.focus();
    }

    button({ tag, why }) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button button-secondary button-small';
      button.value = tag;
      button.textContent = tag;
      button.title = why;
      button.setAttribute('aria-label', `${tag} (${why})`);
      button.addEventListener('click', () => this.add(button));
      return button;
    }

    add(button) {
      window.jQuery(document.getElementById(this.fieldValue)).tagit('createTag', button.value);
      const next = button.nextElementSibling || button.previousElementSibling;
      button.remove();
      if (next) next.focus();
    }
  }

  window.wagtail.app.register('tag-suggestions', TagSuggestions);
})();

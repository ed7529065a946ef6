/* Keeps the HTML of a paste beside its plain text; words typed afterwards make the text alone count. */
(() => {
  const { Controller } = window.StimulusModule;

  class Clipboard extends Controller {
    static targets = ['text', 'html', 'kept'];

    connect() {
      this.textTarget.addEventListener('paste', (event) => this.paste(event));
      this.textTarget.addEventListener('input', () => this.forget());
      this.show();
    }

    paste(event) {
      const html = event.clipboardData.getData('text/html');
      if (!html) return;
      event.preventDefault();
      this.textTarget.value = event.clipboardData.getData('text/plain');
      this.htmlTarget.value = html;
      this.show();
    }

    forget() {
      this.htmlTarget.value = '';
      this.show();
    }

    show() {
      this.keptTarget.hidden = !this.htmlTarget.value;
    }
  }

  window.wagtail.app.register('clipboard', Clipboard);
})();

/* The readiness panel: jumping to what a line speaks of, and staying as it was when an autosave brings it anew. */
(() => {
  const { Controller } = window.StimulusModule;

  // Kept here and not in the panel, which is another element after each autosave.
  const open = new Set();
  let focused = '';

  const nameOf = (element) =>
    element.closest('a')?.getAttribute('href') || element.closest('[data-channel]')?.dataset.channel || '';

  document.addEventListener('focusin', ({ target }) => {
    focused = target.closest('[data-controller~="readiness"]') ? nameOf(target) : '';
  });

  const shown = (element) => element.getClientRects().length > 0;

  class Readiness extends Controller {
    static targets = ['channel'];

    channelTargetConnected(details) {
      details.open = open.has(details.dataset.channel);
    }

    connect() {
      if (!focused || document.activeElement !== document.body) return;
      const places = this.element.querySelectorAll('a[href^="#"], summary');
      const again = [...places].find((place) => nameOf(place) === focused);
      if (again && shown(again)) again.focus({ preventScroll: true });
    }

    remember({ target }) {
      if (target.open) open.add(target.dataset.channel);
      else open.delete(target.dataset.channel);
    }

    async jump({ currentTarget }) {
      const place = document.getElementById(currentTarget.getAttribute('href').slice(1));
      if (!place) return;
      // On a narrow screen the panel lies over the form.
      const close = document.querySelector('[data-form-side-close-button]');
      if (close && window.matchMedia('(max-width: 799px)').matches) close.click();
      // What Wagtail's own jumps send: the tab that holds the place opens.
      place.dispatchEvent(new CustomEvent('w-focus:focus', { bubbles: true }));
      this.unfold(place);
      for (let turn = 0; turn < 30 && !shown(place); turn += 1) {
        // eslint-disable-next-line no-await-in-loop
        await new Promise(requestAnimationFrame);
      }
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      place.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
      this.fieldOf(place).focus({ preventScroll: true });
    }

    unfold(place) {
      for (let panel = place.closest('[data-panel]'); panel; panel = panel.parentElement.closest('[data-panel]')) {
        const toggle = panel.querySelector('[data-panel-toggle]');
        if (toggle?.getAttribute('aria-expanded') === 'false') toggle.click();
      }
    }

    /** The first thing in the place that can be written in, or the place itself. */
    fieldOf(place) {
      const label = place.closest('label');
      const named = label?.htmlFor && document.getElementById(label.htmlFor);
      const within = place.querySelectorAll(
        'input:not([type="hidden"]), textarea:not([hidden]), select, [contenteditable="true"]',
      );
      const field = [named, ...within].find((candidate) => candidate && shown(candidate));
      if (!field) place.tabIndex = -1;
      return field || place;
    }
  }

  window.wagtail.app.register('readiness', Readiness);
})();

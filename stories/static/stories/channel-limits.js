/* How long a title and a summary are on each channel, counted while they are written.
   Counts as `stories/richtext.py: clean_text` and `channels/rules/counting.py` do; a test holds the two together. */
(() => {
  // Characters of two columns (East Asian width W and F), as ranges in hexadecimal.
  const WIDE = `1100-115f 231a-231b 2329-232a 23e9-23ec 23f0 23f3 25fd-25fe 2614-2615 2648-2653 267f 2693 26a1
    26aa-26ab 26bd-26be 26c4-26c5 26ce 26d4 26ea 26f2-26f3 26f5 26fa 26fd 2705 270a-270b 2728 274c 274e 2753-2755
    2757 2795-2797 27b0 27bf 2b1b-2b1c 2b50 2b55 2e80-303e 3041-3247 3250-4dbf 4e00-a4c6 a960-a97c ac00-d7a3
    f900-fad9 fe10-fe6b ff01-ff60 ffe0-ffe6 16fe0-1b2fb 1f004 1f0cf 1f18e 1f191-1f19a 1f200-1f320 1f32d-1f335
    1f337-1f37c 1f37e-1f393 1f3a0-1f3ca 1f3cf-1f3d3 1f3e0-1f3f0 1f3f4 1f3f8-1f43e 1f440 1f442-1f4fc 1f4ff-1f53d
    1f54b-1f54e 1f550-1f567 1f57a 1f595-1f596 1f5a4 1f5fb-1f64f 1f680-1f6c5 1f6cc 1f6d0-1f6d2 1f6d5-1f6df
    1f6eb-1f6ec 1f6f4-1f6fc 1f7e0-1f7f0 1f90c-1f93a 1f93c-1f945 1f947-1f9ff 1fa70-1faf6 20000-3134a`
    .split(/\s+/)
    .map((range) => range.split('-').map((end) => parseInt(end, 16)));
  const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

  // Never text, for the house and for the channels.
  const UNWANTED =
    /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/gu;
  const INVISIBLE =
    /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]|[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]/gu;

  /** What a channel gets to see of what is written. */
  const written = (text) =>
    text
      .replace(UNWANTED, '')
      .replace(/[\s\x85]+/g, ' ')
      .trim()
      .replace(INVISIBLE, '')
      .replaceAll('<', '＜')
      .replaceAll('>', '＞')
      .trim();

  const columns = (character) => {
    if (NO_WIDTH.test(character)) return 0;
    const code = character.codePointAt(0);
    return WIDE.some(([first, last = first]) => code >= first && code <= last) ? 2 : 1;
  };

  const COUNTERS = {
    chars: (text) => [...text].length,
    cjk_width: (text) => [...text].reduce((sum, character) => sum + columns(character), 0),
    bytes: (text) => new TextEncoder().encode(text).length,
  };

  const count = (text, unit) => COUNTERS[unit](written(text));

  // For the test that holds these to Python's.
  window.channelLimits = { count };

  const make = (tag, className, text = '') => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const filled = (template, values) => template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  /** The line of counters below one field. */
  class Counters {
    constructor(list, crossing, words) {
      this.list = list;
      this.crossing = crossing;
      this.words = words;
      this.before = null;
    }

    show(text, limits) {
      const counted = limits.map((limit) => this.measure(text, limit));
      this.list.replaceChildren(...counted.map((entry) => this.item(entry)));
      this.announce(counted);
    }

    measure(text, limit) {
      const length = count(text, limit.unit);
      const over = Math.max(0, length - limit.max);
      const short = length && limit.min ? Math.max(0, limit.min - length) : 0;
      return { limit, length, over, short };
    }

    item({ limit, length, over, short }) {
      const item = make('li', 'channel-limits__channel');
      if (over || short) item.classList.add('channel-limits__channel--off');
      const unit = this.words.units[limit.unit];
      item.append(make('span', 'channel-limits__name', limit.name), ` ${length}/${limit.max}${unit ? ` ${unit}` : ''}`);
      if (over) item.append(make('strong', '', ` ${filled(this.words.over, { n: over })}`));
      if (short) item.append(make('strong', '', ` ${filled(this.words.short, { n: short })}`));
      return item;
    }

    /** Said aloud only when a limit is crossed, and not at each key. */
    announce(counted) {
      const now = new Map(counted.map(({ limit, over }) => [limit.channel, over > 0]));
      if (this.before) {
        const said = counted
          .filter(({ limit, over }) => this.before.has(limit.channel) && this.before.get(limit.channel) !== over > 0)
          .map(({ limit, over }) => filled(over ? this.words.crossed : this.words.within, { name: limit.name }));
        if (said.length) this.crossing.textContent = said.join(' ');
      }
      this.before = now;
    }
  }

  if (!window.StimulusModule) return;
  const { Controller } = window.StimulusModule;

  const inForm = (limit) => limit.forms.includes(document.querySelector('[name="form"]')?.value || limit.forms[0]);

  const meant = ({ channel }) => {
    const boxes = [...document.querySelectorAll('[name="targets"]')];
    const chosen = boxes.filter((box) => box.checked);
    return chosen.length === 0 || chosen.some((box) => box.value === channel);
  };

  /** Below a field of the story: every channel that it is meant for and that takes its form. */
  class ChannelLimits extends Controller {
    static targets = ['list', 'crossing'];

    static values = { field: String, limits: Array, words: Object };

    connect() {
      this.counters = new Counters(this.listTarget, this.crossingTarget, this.wordsValue);
      this.refresh = this.refresh.bind(this);
      this.noticed = ({ target }) => ['form', 'targets'].includes(target.name) && this.refresh();
      this.field.addEventListener('input', this.refresh);
      document.addEventListener('change', this.noticed);
      this.refresh();
    }

    disconnect() {
      this.field?.removeEventListener('input', this.refresh);
      document.removeEventListener('change', this.noticed);
    }

    get field() {
      return document.getElementById(this.fieldValue);
    }

    refresh() {
      this.counters.show(
        this.field.value,
        this.limitsValue.filter((limit) => inForm(limit) && meant(limit)),
      );
    }
  }

  /** In a channel's own words: the one channel that is chosen, with the limits that stand at the story's fields. */
  class OwnLimits extends Controller {
    connect() {
      this.counted = new Map();
      this.refresh = this.refresh.bind(this);
      this.element.addEventListener('input', this.refresh);
      this.element.addEventListener('change', this.refresh);
      document.addEventListener('change', this.refresh);
      this.refresh();
    }

    disconnect() {
      document.removeEventListener('change', this.refresh);
    }

    refresh() {
      const channel = this.element.querySelector('select[name$="-channel"]')?.value;
      ['title', 'summary'].forEach((name) => {
        const story = document.querySelector(`[data-channel-limits-field-value="id_${name}"]`);
        const field = this.element.querySelector(`[name$="-${name}"]`);
        if (!story || !field) return;
        const limits = JSON.parse(story.dataset.channelLimitsLimitsValue);
        const own = limits.filter((limit) => limit.channel === channel && field.value.trim() && inForm(limit));
        this.countersOf(field, story).show(field.value, own);
      });
    }

    countersOf(field, story) {
      if (!this.counted.has(field)) {
        const list = make('ul', 'channel-limits');
        const crossing = make('p', 'w-sr-only');
        crossing.setAttribute('aria-live', 'polite');
        field.after(list, crossing);
        this.counted.set(field, new Counters(list, crossing, JSON.parse(story.dataset.channelLimitsWordsValue)));
      }
      return this.counted.get(field);
    }
  }

  window.wagtail.app.register('channel-limits', ChannelLimits);
  window.wagtail.app.register('own-limits', OwnLimits);
})();

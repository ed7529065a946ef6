/* Nothing written is left unsaved until the next change.
   Wagtail takes for saved what stands in the form when the autosave's answer comes, and what stands there two seconds
   after loading. What was written while the answer was under way, or in those seconds, is noticed here. */
(() => {
  const OURS_NOT = ['csrfmiddlewaretoken', 'loaded_revision_id', 'loaded_revision_created_at', 'overwrite_revision_id', 'next'];
  const text = (value) => (value instanceof File ? `${value.name} ${value.size} ${value.type}` : value);

  /** One line a field, less those that the answer itself fills. */
  const linesOf = (data, filled) =>
    [...data]
      .filter(([name]) => !OURS_NOT.includes(name) && !filled.has(name))
      .map(([name, value]) => `${name}=${text(value)}`)
      .join('\n');

  const saveAgain = (form) => {
    form.dispatchEvent(new CustomEvent('w-unsaved:add', { bubbles: true, cancelable: true, detail: { type: 'edits' } }));
  };

  let sent = null;
  let watching = false;
  let touched = false;
  // What was saved again and came back the same is how the form is written down, not something a person wrote.
  let lastGap = '';

  document.addEventListener('w-autosave:save', ({ detail }) => {
    sent = [...detail.formData];
  });

  document.addEventListener('w-autosave:success', ({ target, detail }) => {
    if (!sent || !(target instanceof HTMLFormElement)) return;
    const filled = new Set(Object.keys(detail.response?.field_updates ?? {}));
    const now = linesOf(new FormData(target), filled);
    const gap = now === linesOf(sent, filled) ? '' : now;
    if (gap && gap !== lastGap) saveAgain(target);
    lastGap = gap;
  });

  const touch = ({ isTrusted, target }) => {
    if (isTrusted && !watching && target.closest('[data-controller~="w-autosave"]')) touched = true;
  };
  document.addEventListener('input', touch, true);
  document.addEventListener('change', touch, true);

  document.addEventListener('w-unsaved:watch-edits', ({ target }) => {
    if (!watching && touched) saveAgain(target);
    watching = true;
  });
})();

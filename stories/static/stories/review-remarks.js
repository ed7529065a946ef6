// Ticks a remark in the editor's review panel without leaving the text.
(() => {
    // The badge at the panel's button tells how many are still to be mended.
    const count = () => {
        const badge = document.querySelector('[data-side-panel-toggle=review] [data-side-panel-toggle-counter]');
        if (!badge) return;
        badge.textContent = document.querySelectorAll('[data-review-panel] [data-mended=yes]').length;
        badge.hidden = badge.textContent === '0';
    };

    document.addEventListener('click', async (event) => {
        const button = event.target.closest('[data-mended-url]');
        if (!button) return;
        const remark = button.closest('[data-remark]');
        const said = remark.querySelector('[data-mended-said]');
        button.disabled = true;
        try {
            const answer = await fetch(button.dataset.mendedUrl, {
                method: 'POST',
                headers: {
                    Accept: 'application/json',
                    [window.wagtailConfig.CSRF_HEADER_NAME]: window.wagtailConfig.CSRF_TOKEN,
                },
                body: new URLSearchParams({ remark: remark.dataset.remark, mended: button.dataset.mended }),
            });
            const told = await answer.json();
            if (answer.ok) {
                const template = document.createElement('template');
                template.innerHTML = told.html.trim();
                const ticked = template.content.firstElementChild;
                remark.replaceWith(ticked);
                ticked.querySelector('[data-mended-said]').textContent = told.said;
                ticked.querySelector('button').focus();
                count();
                return;
            }
            said.textContent = told.error;
        } catch {
            said.textContent = button.closest('[data-review-panel]').dataset.failed;
        }
        button.disabled = false;
    });
})();

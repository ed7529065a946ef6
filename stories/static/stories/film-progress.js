// How far the versions of a film are. Asks every two seconds while something is being made, and not otherwise.
// In a story's editor the film is whatever stands in the chooser's hidden input, which changes without an event.
(() => {
    const EVERY = 2000;
    const LOOK = 700;

    class FilmProgress {
        constructor(element) {
            this.element = element;
            this.input = element.dataset.input ? document.getElementById(element.dataset.input) : null;
            this.film = null;
            this.look();
            if (this.input) setInterval(() => this.look(), LOOK);
        }

        look() {
            const film = this.input ? this.input.value : 'own';
            if (film === this.film) return;
            this.film = film;
            clearTimeout(this.timer);
            if (film) this.ask(film);
            else this.element.hidden = true;
        }

        async ask(film) {
            const url = film === 'own' ? this.element.dataset.url : this.element.dataset.url.replace('/0/', `/${film}/`);
            let told = null;
            try {
                const answer = await fetch(url, { headers: { Accept: 'application/json' } });
                if (answer.ok) told = await answer.json();
                else if (answer.status < 500) {
                    // Not a film that this person may see: nothing to show, nothing to ask again.
                    if (film === this.film) this.element.hidden = true;
                    return;
                }
            } catch {
                // The network is away for a moment.
            }
            if (film !== this.film) return;
            if (told) this.show(told);
            if (!told || told.working) this.timer = setTimeout(() => this.ask(film), EVERY);
        }

        show(told) {
            const find = (name) => this.element.querySelector(`[data-film-${name}]`);
            find('measures').textContent = told.measures;
            find('as-uploaded').hidden = !told.as_uploaded;
            find('versions').replaceChildren(...told.versions.map((version) => this.row(version)));
            const retry = find('retry');
            if (retry) {
                retry.action = told.retry_url;
                retry.hidden = !told.may_retry;
            }
            this.element.hidden = false;
        }

        row(version) {
            const row = this.element.querySelector('[data-film-row]').content.firstElementChild.cloneNode(true);
            row.querySelectorAll('[data-state]').forEach((mark) => {
                mark.hidden = mark.dataset.state !== version.state;
            });
            row.classList.add(`film-progress__row--${version.state}`);
            row.querySelector('[data-label]').textContent = version.label;
            row.querySelector('[data-words]').textContent = version.words;
            const bar = row.querySelector('[data-bar]');
            bar.hidden = version.state !== 'working';
            bar.value = version.progress;
            return row;
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        document.querySelectorAll('[data-film-progress]').forEach((element) => new FilmProgress(element));
    });
})();

// The six crops of a story's cover, cut by the browser from one small picture. Asks once per picture, again when
// the window is looked at after the focal point was set elsewhere. Choosers change their inputs without an event.
(() => {
    const LOOK = 700;
    const ORDER = ['2.35:1', '16:9', '4:3', '1:1', '3:4', '9:16'];

    class CoverCrops {
        constructor(element) {
            this.element = element;
            this.input = document.getElementById(element.dataset.input);
            this.known = new Map();
            this.shown = '';
            this.look();
            setInterval(() => this.look(), LOOK);
            window.addEventListener('focus', () => {
                this.known.clear();
                this.shown = '';
            });
        }

        // Photos by shape: those of the field of covers, else the cover.
        chosen() {
            const chosen = new Map(ORDER.map((ratio) => [ratio, this.input.value]));
            const own = new Set();
            const field = this.element.dataset.covers;
            document.querySelectorAll(`[name^="${field}-"][name$="-value-ratio"]`).forEach((shape) => {
                const block = shape.name.slice(0, -'-value-ratio'.length);
                const value = (name) => document.querySelector(`[name="${block}-${name}"]`)?.value;
                const photo = value('value-photo');
                if (value('deleted') || !photo || !chosen.has(shape.value)) return;
                chosen.set(shape.value, photo);
                own.add(shape.value);
            });
            return { chosen, own };
        }

        async look() {
            if (document.hidden) return;
            const { chosen, own } = this.chosen();
            const shown = JSON.stringify([...chosen, ...own]);
            if (shown === this.shown) return;
            this.shown = shown;
            const photos = [...new Set(chosen.values())].filter(Boolean);
            const told = new Map(await Promise.all(photos.map(async (photo) => [photo, await this.ask(photo)])));
            if (shown !== this.shown) return;
            this.show(chosen, own, told);
        }

        async ask(photo) {
            if (!this.known.has(photo)) {
                try {
                    const answer = await fetch(this.element.dataset.url.replace('/0/', `/${photo}/`), {
                        headers: { Accept: 'application/json' },
                    });
                    this.known.set(photo, answer.ok ? await answer.json() : null);
                } catch {
                    return null;
                }
            }
            return this.known.get(photo);
        }

        show(chosen, own, told) {
            const boxes = ORDER.map((ratio) => this.box(ratio, told.get(chosen.get(ratio)), own.has(ratio)));
            this.element.querySelector('[data-list]').replaceChildren(...boxes.filter(Boolean));
            this.element.hidden = !boxes.some(Boolean);
            const focal = this.element.querySelector('[data-focal]');
            const url = told.get(this.input.value)?.focal_url;
            focal.hidden = !url;
            if (url) focal.href = url;
        }

        box(ratio, photo, own) {
            const crop = photo?.crops.find((one) => one.ratio === ratio);
            if (!crop) return null;
            const box = document.createElement('li');
            box.className = 'cover-crops__crop';
            const image = document.createElement('img');
            image.src = photo.url;
            image.alt = ratio;
            image.style.aspectRatio = ratio.replace(':', ' / ');
            image.style.objectPosition = `${crop.x}% ${crop.y}%`;
            const words = document.createElement('span');
            words.textContent = own ? `${ratio} · ${this.element.dataset.own}` : ratio;
            box.append(image, words);
            if (crop.warning) {
                const template = this.element.querySelector('[data-warning]');
                const warning = template.content.firstElementChild.cloneNode(true);
                warning.lastElementChild.textContent = crop.warning;
                box.append(warning);
            }
            return box;
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        document.querySelectorAll('[data-cover-crops]').forEach((element) => new CoverCrops(element));
    });
})();

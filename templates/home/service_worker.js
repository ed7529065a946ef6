/* Without a connection: a page that says so. Keeps nothing else, so that nothing outdated is ever shown. */
"use strict";

const KEPT = "offline-{{ version }}";
const PAGES = { {% for language, page in pages.items %}"{{ language }}": "{{ page }}"{% if not forloop.last %}, {% endif %}{% endfor %} };

async function keep() {
  const kept = await caches.open(KEPT);
  await kept.addAll(Object.values(PAGES).map((page) => new Request(page, { cache: "reload", credentials: "omit" })));
  await self.skipWaiting();
}

async function clear() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("fetch", (event) => {
  const page = PAGES[new URL(event.request.url).pathname.split("/")[1]];
  if (event.request.mode !== "navigate" || event.request.method !== "GET" || !page) return;
  event.respondWith(fetch(event.request).catch(() => caches.match(page, { cacheName: KEPT })));
});

import type { Shape } from "./shapes-home.ts";

export const bag: Shape = (p, turn) => {
  const decor = [
    `<path d="M400 540c-64-46-86-76-86-106a44 44 0 0 1 86-20 44 44 0 0 1 86 20c0 30-22 60-86 106Z" fill="${p.light}"/>`,
    [310, 400, 490]
      .flatMap((x) => [400, 480, 560].map((y) => `<circle cx="${x}" cy="${y}" r="20" fill="${p.light}"/>`))
      .join(""),
    `<path d="M400 380l22 58 62 2-50 38 18 60-52-34-52 34 18-60-50-38 62-2Z" fill="${p.accent}"/>`,
    `<path d="M228 430h344M224 500h352" stroke="${p.light}" stroke-width="26"/>`,
  ];
  return `<path d="M310 340V270c0-116 180-116 180 0v70" fill="none" stroke="${p.shade}" stroke-width="20"/><path d="M240 330h320l36 250a18 18 0 0 1-18 20H222a18 18 0 0 1-18-20Z" fill="${p.main}"/>${decor[turn]}<path d="M240 330h70l-30 270h-58a18 18 0 0 1-18-20Z" fill="#fff" opacity=".16"/>`;
};

export const purse: Shape = (p) =>
  `<path d="M220 350c0-40 360-40 360 0l36 180a60 60 0 0 1-60 70H244a60 60 0 0 1-60-70Z" fill="${p.main}"/><path d="M210 340c0-60 380-60 380 0v50H210Z" fill="${p.accent}"/><circle cx="378" cy="292" r="22" fill="#dcb052"/><circle cx="424" cy="292" r="22" fill="#b88c34"/><path d="M250 460c100 50 200 50 300 0" fill="none" stroke="${p.light}" stroke-width="12"/>`;

export const umbrella: Shape = (p) =>
  `<path d="M400 200v340a40 40 0 0 0 80 0" fill="none" stroke="#7a5a3c" stroke-width="16" stroke-linecap="round"/><path d="M150 410a250 250 0 0 1 500 0c-40-44-84-44-124 0-40-44-84-44-126 0-42-44-86-44-126 0-40-44-84-44-124 0Z" fill="${p.main}"/><path d="M274 410c0-110 50-210 126-250 76 40 126 140 126 250-40-44-84-44-126 0-42-44-86-44-126 0Z" fill="${p.light}"/><path d="M400 160v-24" stroke="#7a5a3c" stroke-width="14" stroke-linecap="round"/>`;

export const scarf: Shape = (p) =>
  `<path d="M250 260c60-70 240-70 300 0 40 60-20 120-150 120S210 320 250 260Z" fill="${p.main}"/><path d="M300 276c50-36 150-36 200 0-40 50-160 50-200 0Z" fill="${p.shade}"/><path d="M440 350h110l24 220H464Z" fill="${p.main}"/><path d="M448 430h112M454 490h112" stroke="${p.accent}" stroke-width="24"/>${[470, 496, 522, 548, 570].map((x) => `<path d="M${x} 570v40" stroke="${p.shade}" stroke-width="9"/>`).join("")}`;

export const card: Shape = (p, turn) =>
  `<rect x="236" y="250" width="340" height="330" rx="8" fill="${p.shade}" transform="rotate(6 400 400)"/><rect x="224" y="236" width="340" height="330" rx="8" fill="#fffaf1"/><rect x="246" y="258" width="296" height="286" rx="4" fill="none" stroke="${p.main}" stroke-width="6"/>${turn % 2 ? `<path d="M394 480c-70-50-92-82-92-114a47 47 0 0 1 92-21 47 47 0 0 1 92 21c0 32-22 64-92 114Z" fill="${p.main}"/>` : `<path d="M394 490V360M394 440c-44 0-66-22-68-54 38 0 68 16 68 54Zm0-30c44 0 66-22 68-54-38 0-68 16-68 54Z" fill="${p.main}" stroke="${p.shade}" stroke-width="6"/><circle cx="394" cy="330" r="34" fill="${p.accent}"/>`}`;

export const notebook: Shape = (p) =>
  `<rect x="246" y="200" width="324" height="400" rx="20" fill="#fffaf1"/><rect x="230" y="194" width="324" height="400" rx="20" fill="${p.main}"/><path d="M230 214a20 20 0 0 1 20-20h40v400h-40a20 20 0 0 1-20-20Z" fill="${p.shade}"/><rect x="330" y="276" width="180" height="92" rx="8" fill="#fffaf1"/><path d="M356 310h128M372 338h96" stroke="${p.shade}" stroke-width="8" stroke-linecap="round"/><path d="M520 194v400" stroke="${p.accent}" stroke-width="14"/><path d="M440 594v50l16-16 16 16v-50" fill="${p.accent}"/>`;

export const pen: Shape = (p) =>
  `<g transform="rotate(38 400 400)"><rect x="364" y="170" width="72" height="320" rx="30" fill="${p.main}"/><rect x="364" y="170" width="24" height="320" rx="12" fill="#fff" opacity=".25"/><path d="M368 490h64l-22 100h-20Z" fill="${p.accent}"/><path d="M400 500v86" stroke="#fffaf1" stroke-width="4"/><rect x="360" y="330" width="80" height="20" fill="#dcb052"/><path d="M430 190v120" stroke="#dcb052" stroke-width="10" stroke-linecap="round"/></g>`;

export const ribbon: Shape = (p) =>
  `<rect x="220" y="330" width="360" height="240" rx="14" fill="${p.main}"/>${[270, 350, 430, 510].map((x) => `<circle cx="${x}" cy="400" r="15" fill="${p.light}"/><circle cx="${x + 30}" cy="500" r="15" fill="${p.light}"/>`).join("")}<path d="M380 330h50v240h-50Z" fill="${p.accent}"/><path d="M404 330c-40-110-170-100-160-40 8 44 90 44 160 40Zm0 0c40-110 170-100 160-40-8 44-90 44-160 40Z" fill="none" stroke="${p.accent}" stroke-width="24"/><circle cx="404" cy="326" r="24" fill="${p.accent}"/>`;

export const necklace: Shape = (p, turn) =>
  `<path d="M220 190c10 190 90 290 180 290s170-100 180-290" fill="none" stroke="#c9a25c" stroke-width="8" stroke-dasharray="${turn % 2 ? "2 12" : "none"}" stroke-linecap="round"/><circle cx="400" cy="500" r="16" fill="none" stroke="#c9a25c" stroke-width="8"/><path d="M400 516l54 56-54 70-54-70Z" fill="${p.main}"/><path d="M400 516l54 56h-108Z" fill="${p.light}"/>`;

export const ring: Shape = (p) =>
  `<circle cx="400" cy="460" r="130" fill="none" stroke="#d2ac5f" stroke-width="30"/><circle cx="400" cy="460" r="130" fill="none" stroke="#f3dfae" stroke-width="8"/><path d="M330 250h140l40 56-110 100-110-100Z" fill="${p.main}"/><path d="M330 250h140l-30 56h-80Z" fill="${p.light}"/><path d="M360 306h80l-40 100Z" fill="${p.shade}" opacity=".5"/>`;

export const earrings: Shape = (p) =>
  [300, 500]
    .map(
      (x) =>
        `<path d="M${x} 300c-40 0-40-80 0-80 30 0 30 40 10 50" fill="none" stroke="#c9a25c" stroke-width="9" stroke-linecap="round"/><circle cx="${x}" cy="330" r="24" fill="${p.accent}"/><path d="M${x} 354c60 80 76 120 76 156a76 76 0 0 1-152 0c0-36 16-76 76-156Z" fill="${p.main}"/><path d="M${x - 34} 500c0-20 8-44 24-70" stroke="#fff" stroke-width="12" stroke-linecap="round" fill="none" opacity=".6"/>`,
    )
    .join("");

export const bracelet: Shape = (p) =>
  Array.from({ length: 22 }, (_, index) => {
    const angle = (index / 22) * 2 * Math.PI;
    const x = Math.round(400 + 190 * Math.cos(angle));
    const y = Math.round(420 + 140 * Math.sin(angle));
    return `<circle cx="${x}" cy="${y}" r="${index % 4 ? 25 : 31}" fill="${[p.main, p.light, p.main, p.shade][index % 4]}"/><circle cx="${x - 8}" cy="${y - 8}" r="7" fill="#fff" opacity=".6"/>`;
  }).join("");

const face = (dark: string): string =>
  `<circle cx="352" cy="330" r="13" fill="${dark}"/><circle cx="448" cy="330" r="13" fill="${dark}"/><ellipse cx="400" cy="366" rx="22" ry="16" fill="${dark}"/><path d="M400 380v16c0 16-30 20-38 6M400 396c0 16 30 20 38 6" fill="none" stroke="${dark}" stroke-width="6" stroke-linecap="round"/>`;

export const softToy: Shape = (p, turn) => {
  const ears = [
    `<circle cx="300" cy="228" r="56" fill="${p.main}"/><circle cx="500" cy="228" r="56" fill="${p.main}"/><circle cx="300" cy="228" r="30" fill="${p.light}"/><circle cx="500" cy="228" r="30" fill="${p.light}"/>`,
    `<ellipse cx="336" cy="170" rx="36" ry="96" fill="${p.main}"/><ellipse cx="464" cy="170" rx="36" ry="96" fill="${p.main}"/><ellipse cx="336" cy="176" rx="17" ry="66" fill="${p.light}"/><ellipse cx="464" cy="176" rx="17" ry="66" fill="${p.light}"/>`,
    `<path d="M270 270l10-110 96 66ZM530 270l-10-110-96 66Z" fill="${p.main}"/>`,
    `<path d="M250 300c-80-30-60-110 10-90ZM550 300c80-30 60-110-10-90Z" fill="${p.shade}"/>`,
  ];
  return `${ears[turn]}<ellipse cx="400" cy="530" rx="130" ry="100" fill="${p.main}"/><ellipse cx="400" cy="540" rx="80" ry="70" fill="${p.light}"/><circle cx="290" cy="590" r="44" fill="${p.shade}"/><circle cx="510" cy="590" r="44" fill="${p.shade}"/><circle cx="400" cy="320" r="142" fill="${p.main}"/><ellipse cx="400" cy="376" rx="66" ry="52" fill="${p.light}"/>${face("#3b342d")}<path d="M330 452c40 30 100 30 140 0l-16 40-54-20-54 20Z" fill="${p.accent}"/>`;
};

export const blocks: Shape = (p) =>
  `<rect x="210" y="440" width="170" height="160" rx="14" fill="${p.main}"/><rect x="400" y="440" width="170" height="160" rx="14" fill="${p.accent}"/><rect x="306" y="270" width="170" height="160" rx="14" fill="${p.light}"/><path d="M270 560l26-80 26 80M278 536h36" fill="none" stroke="#fffaf1" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"/><path d="M466 482v78h30c34 0 34-40 0-40 28 0 28-38 0-38Z" fill="none" stroke="#fffaf1" stroke-width="12" stroke-linejoin="round"/><path d="M414 326c-40-20-66 60-24 72 14 4 26 0 30-8" fill="none" stroke="${p.shade}" stroke-width="12" stroke-linecap="round"/>`;

export const pullToy: Shape = (p) =>
  `<path d="M560 420c60-20 90-60 100-110" fill="none" stroke="#8a7a68" stroke-width="7"/><circle cx="664" cy="300" r="18" fill="${p.accent}"/><path d="M230 500V360c0-70 60-110 150-110h60c70 0 120 50 120 120v130Z" fill="${p.main}"/><path d="M230 390c-60 0-70-80-30-110 40 10 60 40 60 70Z" fill="${p.shade}"/><circle cx="490" cy="330" r="14" fill="#3b342d"/><path d="M520 380c20 4 34 0 44-10" stroke="#3b342d" stroke-width="7" fill="none" stroke-linecap="round"/><rect x="210" y="490" width="370" height="44" rx="22" fill="#c49a6c"/><circle cx="280" cy="554" r="46" fill="${p.accent}"/><circle cx="510" cy="554" r="46" fill="${p.accent}"/><circle cx="280" cy="554" r="15" fill="#fffaf1"/><circle cx="510" cy="554" r="15" fill="#fffaf1"/>`;

export const puzzle: Shape = (p) =>
  `<rect x="220" y="230" width="360" height="360" rx="20" fill="${p.main}"/><path d="M400 230v110c40-30 60 40 20 50h-20v200" fill="none" stroke="#fffaf1" stroke-width="10"/><path d="M220 410h110c-30 40 50 60 56 10h14M400 410h70c-10-50 60-50 56 0h54" fill="none" stroke="#fffaf1" stroke-width="10"/><path d="M220 410h110c-30 40 50 60 56 10h14v170H240a20 20 0 0 1-20-20Z" fill="${p.accent}" opacity=".8"/>`;

export const plant: Shape = (p) =>
  `<path d="M400 420c-20-100-20-160 0-240M400 400c-50-60-110-80-160-70 20 60 80 100 160 70ZM400 360c50-70 110-90 170-80-20 70-90 110-170 80ZM400 290c-36-50-80-66-120-60 16 50 60 84 120 60Zm0-40c30-50 70-66 110-60-14 50-54 80-110 60Z" fill="#7f9d7b" stroke="#5f7d5c" stroke-width="7"/><path d="M270 420h260l-32 160a26 26 0 0 1-26 20H328a26 26 0 0 1-26-20Z" fill="${p.main}"/><rect x="252" y="400" width="296" height="50" rx="14" fill="${p.shade}"/><path d="M300 450h40l16 150h-28a26 26 0 0 1-26-20Z" fill="#fff" opacity=".2"/>`;

export const wateringCan: Shape = (p) =>
  `<path d="M560 440 680 330" stroke="${p.main}" stroke-width="36"/><path d="M650 290l70 76" stroke="${p.shade}" stroke-width="30" stroke-linecap="round"/><path d="M270 350c-130 0-130 200 0 200" fill="none" stroke="${p.shade}" stroke-width="24"/><path d="M330 330c0-120 160-120 160 0" fill="none" stroke="${p.shade}" stroke-width="22"/><path d="M260 330h300l20 240a30 30 0 0 1-30 30H270a30 30 0 0 1-30-30Z" fill="${p.main}"/><path d="M260 330h60l-10 270h-40a30 30 0 0 1-30-30Z" fill="#fff" opacity=".2"/><circle cx="410" cy="470" r="44" fill="${p.light}"/><circle cx="410" cy="470" r="18" fill="${p.accent}"/>`;

export const birdHouse: Shape = (p) =>
  `<path d="M400 590v50" stroke="#946a42" stroke-width="24"/><path d="M270 350h260v240H270Z" fill="#c49a6c"/><path d="M226 370 400 200l174 170" fill="${p.main}"/><path d="M214 378 400 196l186 182" fill="none" stroke="${p.shade}" stroke-width="30" stroke-linejoin="round"/><circle cx="400" cy="440" r="48" fill="#4a3728"/><path d="M400 520v20h60" stroke="#946a42" stroke-width="14" fill="none"/><path d="M470 500c30-44 80-30 84 0 30 6 20 16 0 16 0 40-70 40-84-16Z" fill="${p.accent}"/><circle cx="536" cy="494" r="5" fill="#2b2723"/>`;

export const tree: Shape = (p) =>
  `<rect x="376" y="540" width="48" height="60" fill="#8a6544"/><path d="M400 180 540 380H470l100 160H230l100-160h-70Z" fill="#6f8f74"/><path d="M400 180 330 380h-70Zm-70 200 40 0-70 160h-70Z" fill="#8fae91" opacity=".6"/><path d="M400 140l14 30 34 4-26 22 8 34-30-18-30 18 8-34-26-22 34-4Z" fill="#dcb052"/>${[
    [380, 300],
    [440, 350],
    [330, 440],
    [430, 460],
    [500, 500],
    [300, 510],
  ]
    .map(([x, y], index) => `<circle cx="${x}" cy="${y}" r="19" fill="${[p.main, p.accent, p.light][index % 3]}"/>`)
    .join("")}`;

export const bauble: Shape = (p, turn) =>
  `<path d="M400 120v110" stroke="#8a7a68" stroke-width="6"/><rect x="368" y="226" width="64" height="44" rx="8" fill="#dcb052"/><circle cx="400" cy="430" r="172" fill="${p.main}"/><path d="${turn % 2 ? "M234 400c110 50 222 50 332 0M234 460c110 50 222 50 332 0" : "M236 390l55 50 55-50 54 50 54-50 55 50 55-50"}" fill="none" stroke="${p.light}" stroke-width="18" stroke-linejoin="round"/><path d="M276 370c20-50 54-80 96-90" stroke="#fff" stroke-width="18" stroke-linecap="round" fill="none" opacity=".55"/>`;

export const stocking: Shape = (p) =>
  `<path d="M320 300h160v170l90 70a50 50 0 0 1-30 80H430a110 110 0 0 1-110-100Z" fill="${p.main}"/><path d="M500 486l70 54a50 50 0 0 1-30 80h-50c50-40 50-100 10-134Z" fill="${p.accent}"/><rect x="296" y="230" width="208" height="80" rx="26" fill="#fffaf1"/><path d="M360 380l14 26 28 4-20 20 4 28-26-14-26 14 4-28-20-20 28-4Z" fill="#fffaf1"/>`;

export const wreath: Shape = (p) =>
  `${Array.from({ length: 26 }, (_, index) => `<ellipse cx="400" cy="226" rx="30" ry="58" fill="${index % 2 ? "#6f8f74" : "#8fae91"}" transform="rotate(${index * 13.85} 400 410) rotate(28 400 226)"/>`).join("")}${[20, 80, 150, 210, 280, 340].map((angle) => `<circle cx="400" cy="236" r="18" fill="${p.main}" transform="rotate(${angle} 400 410)"/>`).join("")}<path d="M400 590c-50-60-130-50-120 0 6 34 80 24 120 0Zm0 0c50-60 130-50 120 0-6 34-80 24-120 0Z" fill="${p.accent}"/><path d="M390 600l-40 70M410 600l40 70" stroke="${p.accent}" stroke-width="20"/>`;

export const star: Shape = (p) =>
  `<path d="M400 170l66 150 164 18-122 110 34 162-142-82-142 82 34-162-122-110 164-18Z" fill="${p.main}"/><path d="M400 170v358l-142 82 34-162-122-110 164-18Z" fill="${p.light}" opacity=".5"/>`;

export const heart: Shape = (p) =>
  `<path d="M400 130v110" stroke="#8a7a68" stroke-width="6"/><path d="M400 600C240 480 190 400 190 326a112 112 0 0 1 210-52 112 112 0 0 1 210 52c0 74-50 154-210 274Z" fill="${p.main}"/><path d="M236 340c0-40 20-66 54-76" stroke="#fff" stroke-width="18" stroke-linecap="round" fill="none" opacity=".5"/>${[330, 400, 470].map((x) => `<circle cx="${x}" cy="390" r="16" fill="${p.light}"/>`).join("")}`;

export const balloon: Shape = (p) =>
  `<path d="M300 460c20 60-10 100 10 150M400 420c10 70-10 120 0 190M500 470c-20 60 10 100-10 140" fill="none" stroke="#8a7a68" stroke-width="5"/><ellipse cx="300" cy="360" rx="84" ry="104" fill="${p.main}"/><ellipse cx="500" cy="370" rx="84" ry="104" fill="${p.accent}"/><ellipse cx="400" cy="300" rx="90" ry="112" fill="${p.light}"/><path d="M350 270c6-26 20-44 40-52" stroke="#fff" stroke-width="12" stroke-linecap="round" fill="none"/>`;

export const keyRing: Shape = (p) =>
  `<circle cx="400" cy="260" r="70" fill="none" stroke="#9a9690" stroke-width="16"/><path d="M400 330v40" stroke="#9a9690" stroke-width="12"/><path d="M400 580c-110-80-150-130-150-180a74 74 0 0 1 150-34 74 74 0 0 1 150 34c0 50-40 100-150 180Z" fill="${p.main}"/><path d="M290 400c0-26 14-44 36-50" stroke="#fff" stroke-width="14" stroke-linecap="round" fill="none" opacity=".55"/><circle cx="400" cy="400" r="12" fill="#fffaf1"/>`;

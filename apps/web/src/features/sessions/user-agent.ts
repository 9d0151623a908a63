/** First match wins: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/\b(?:OPR|Opera)\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS|Chromium)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
  [/^(?:curl)\/(\d+)/, 'curl'],
];

/** Android says Linux too, an iPad says Macintosh only when it hides that it is one. */
const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

export interface Device {
  name: string;
  handheld: boolean;
}

/** "Firefox 132 on Linux", as far as the browser's own words tell. */
export function deviceOf(userAgent: string): Device {
  const system = SYSTEMS.find(([form]) => form.test(userAgent))?.[1];
  const browser = browserOf(userAgent);
  const handheld = system === 'iPhone' || system === 'iPad' || system === 'Android';
  if (browser && system) return { name: `${browser} on ${system}`, handheld };
  return { name: browser ?? system ?? 'Unknown browser', handheld };
}

function browserOf(userAgent: string): string | undefined {
  for (const [form, name] of BROWSERS) {
    const match = form.exec(userAgent);
    if (match) return `${name} ${match[1]}`;
  }
  return undefined;
}

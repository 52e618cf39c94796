// Formulas as the service prints them (8*exp(-0.6*r), r^2, a/(b + c)) as MathML.

const MATH = "http://www.w3.org/1998/Math/MathML";

function element(name, ...children) {
  const node = document.createElementNS(MATH, name);
  node.append(...children);
  return node;
}

function tokens(text) {
  const found = text.match(/\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|[A-Za-z]\w*|\*\*|[-+*\/^()]/g) ?? [];
  if (found.join("") !== text.replace(/\s+/g, ""))
    throw new Error("no formula");
  return found;
}

function number(text) {
  const [digits, power] = text.toLowerCase().split("e");
  if (power === undefined)
    return element("mn", digits);
  return element("mrow", element("mn", digits), element("mo", "·"), element("msup", element("mn", "10"), element("mn", String(Number(power)).replace("-", "−"))));
}

// Each rule returns a node; parenthesised ones know what is inside, since fractions and powers need no parentheses.
class Reader {
  constructor(text) {
    this.tokens = tokens(text);
    this.at = 0;
  }

  get next() { return this.tokens[this.at]; }

  take(token) {
    if (token !== undefined && this.next !== token)
      throw new Error(`expected ${token}`);
    return this.tokens[this.at++];
  }

  sum() {
    const row = element("mrow", this.product());
    while (this.next === "+" || this.next === "-")
      row.append(element("mo", this.take() === "+" ? "+" : "−"), this.product());
    return row;
  }

  product() {
    let left = this.signed();
    while (this.next === "*" || this.next === "/") {
      if (this.take() === "*")
        left = element("mrow", left, element("mo", "·"), this.signed());
      else
        left = element("mfrac", bare(left), bare(this.signed()));
    }
    return left;
  }

  signed() {
    if (this.next !== "-")
      return this.power();
    this.take();
    return element("mrow", element("mo", "−"), this.signed());
  }

  power() {
    const base = this.atom();
    if (this.next !== "^" && this.next !== "**")
      return base;
    this.take();
    // A power of a power, such as exp(r)^2, needs parentheses again.
    return element("msup", base.localName === "msup" ? fenced(base) : base, bare(this.signed()));
  }

  atom() {
    const token = this.take();
    if (token === "(") {
      const inside = this.sum();
      this.take(")");
      return fenced(inside);
    }
    if (/^[\d.]/.test(token))
      return number(token);
    if (!/^[A-Za-z]/.test(token ?? ""))
      throw new Error("no formula");
    if (this.next !== "(")
      return element("mi", token === "pi" ? "π" : token);
    this.take("(");
    const inside = this.sum();
    this.take(")");
    if (token === "exp")
      return element("msup", element("mi", "e"), inside);
    if (token === "sqrt")
      return element("msqrt", inside);
    return element("mrow", element("mi", token), element("mo", "\u2061"), fenced(inside));
  }
}

function fenced(inside) {
  const row = element("mrow", element("mo", "("), inside, element("mo", ")"));
  row.inside = inside;
  return row;
}

const bare = node => node.inside ?? node;

export function rendered(text) {
  const math = element("math");
  math.setAttribute("display", "block");
  math.setAttribute("aria-label", text);
  try {
    const reader = new Reader(text);
    const sum = reader.sum();
    if (reader.next !== undefined)
      throw new Error("no formula");
    math.append(sum);
  } catch {
    math.append(element("mtext", text));
  }
  return math;
}

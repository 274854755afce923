/**
 * What the widget's copy of Preact goes without. The views are plain functions that return elements, text and lists, so
 * components, and what only they need, are out of reach: nearly half of Preact's bytes. A cut names its text exactly, and
 * a build against a Preact that has it no more fails, so an update is a decision.
 */
interface Cut {
  /** Where the cut begins, and with `through` what it ends with; otherwise it is all of the cut. */
  from: string
  through?: string
  /** What stands there instead. */
  to: string
}

/** By file of Preact's `src/`. What each cut leaves out stands before it. */
const CUTS: Record<string, Cut[]> = {
  'diff/index.js': [
    // Suspending, and hooks of developer tools.
    {
      from: 'if (\n\t\toldVNode._flags & MODE_SUSPENDED',
      through: 'if ((tmp = options._diff)) tmp(newVNode);',
      to: '',
    },
    { from: 'if ((tmp = options.diffed)) tmp(newVNode);', to: '' },
    // Components: what is left of a type that is a function is a list of children.
    {
      from: 'let oldCommitQueueLength',
      through: 'options._catchError(e, newVNode, oldVNode);\n\t\t}',
      to: `oldDom = diffChildren(parentDom, newVNode.props.children, newVNode, oldVNode, globalContext, namespace,
        excessDomChildren, commitQueue, oldDom, isHydrating, refQueue)
      newVNode._flags &= RESET_MODE`,
    },
    { from: 'for (let i = 0; i < refQueue.length', through: 'options._catchError(e, c._vnode);\n\t\t}\n\t});', to: '' },
    {
      from: 'if (options.unmount) options.unmount(vnode);',
      through: 'r._parentDom = r._globalContext = NULL;\n\t}',
      to: '',
    },
    { from: 'if (\n\t\t!skipRemove &&\n\t\t(r = vnode._component)', through: 'removeNode(r);\n\t}', to: '' },
    { from: '? skipRemove && !vnode.props._parentDom', to: '? skipRemove' },
    { from: 'if (options._hydrationMismatch)', through: 'excessDomChildren);', to: '' },
    // HTML as text.
    { from: "if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\toldHtml = value;", to: 'if (false) {' },
    { from: "if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\tnewHtml = value;", to: 'if (false) {' },
    { from: 'if (newHtml) {', to: 'if (false) {' },
    { from: "if (oldHtml) dom.textContent = '';", to: '' },
    // Forms.
    { from: "if (i == 'value') {", to: 'if (false) {' },
    { from: "if (i == 'checked') {", to: 'if (false) {' },
    { from: "if (!isHydrating || nodeType == 'textarea') {", to: 'if (false) {' },
    { from: "nodeType == 'textarea' && newProps.defaultValue != NULL", to: 'false' },
    { from: "!(i == 'value' && 'defaultValue' in newProps) &&", to: '' },
    { from: "!(i == 'checked' && 'defaultChecked' in newProps)", to: 'true' },
    { from: "nodeType == 'template' && dom.content", to: 'false' },
    // Mathematics.
    { from: "else if (nodeType == 'math') namespace = MATH_NAMESPACE;", to: '' },
    { from: "nodeType == 'foreignObject' ||", to: '' },
    { from: '(namespace == MATH_NAMESPACE && MATHML_TOKEN_ELEMENTS.test(nodeType))', to: 'false' },
  ],
  'diff/children.js': [
    // Refs.
    { from: 'if (oldVNode.ref != childVNode.ref || oldVNode._flags & REF_DETACHED) {', to: 'if (false) {' },
    // Portals.
    { from: 'if (parentVNode.props._parentDom) return oldDom;', to: '' },
  ],
  'diff/props.js': [
    // Styles as objects.
    { from: "if (typeof value == 'string') {", to: 'if (true) {' },
    // Listeners that capture.
    { from: "useCapture = name != (name = name.replace(CAPTURE_REGEX, '$1'));", to: '' },
    { from: 'options.event ? options.event(e) : e', to: 'e' },
    // Names of React’s for attributes of SVG.
    { from: "name = name.replace(/xlink(H|:h)/, 'h').replace(/sName$/, 's');", to: '' },
  ],
  'component.js': [
    { from: 'BaseComponent.prototype.setState =', through: 'BaseComponent.prototype.render = Fragment;', to: '' },
    { from: '&& !vnode.props._parentDom\n\t\t? getDomSibling', to: '? getDomSibling' },
  ],
  'create-element.js': [{ from: 'if (!original && options.vnode) options.vnode(vnode);', to: '' }],
  'render.js': [{ from: 'if (options._root) options._root(vnode, parentDom);', to: '' }],
}

/** `name` is a file's path in Preact's `src/`. Throws when a text to cut is not there exactly once. */
export function cutPreact(name: string, source: string): string {
  return (CUTS[name] ?? []).reduce((text, { from, through = '', to }) => {
    const [before = '', after, ...more] = text.split(from)
    const end = after?.indexOf(through) ?? -1
    if (after === undefined || end < 0 || more.length > 0) throw new Error(`preact/src/${name} has no single: ${from}`)
    return before + to + after.slice(end + through.length)
  }, source)
}

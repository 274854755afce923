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
    // Customized elements, and registries of a root’s own.
    { from: 'newProps.is ? newProps : parentDom', to: '' },
    // Taking over nodes that were not drawn from the same.
    { from: 'if (!isHydrating && excessDomChildren) {', to: 'if (false) {' },
    // Mathematics.
    { from: "else if (nodeType == 'math') namespace = MATH_NAMESPACE;", to: '' },
    { from: "nodeType == 'foreignObject' ||", to: '' },
    { from: '(namespace == MATH_NAMESPACE && MATHML_TOKEN_ELEMENTS.test(nodeType))', to: 'false' },
  ],
  'diff/children.js': [
    // Refs.
    { from: 'if (oldVNode.ref != childVNode.ref || oldVNode._flags & REF_DETACHED) {', to: 'if (false) {' },
    // Keys, and with them moves: a child is matched with what stood at its place, if that is of its type.
    {
      from: 'const key = childVNode.key;',
      through: 'return -1;',
      to: 'return oldChildren[skewedIndex]?.type === childVNode.type ? skewedIndex : -1',
    },
    { from: 'i + skew', to: 'i' },
    {
      from: 'if (!oldVNode || !oldVNode._original) {',
      through: 'moved = 1;\n\t\t\t}\n\t\t}',
      to: "if (!oldVNode && typeof childVNode.type != 'function') childVNode._flags |= INSERT_VNODE",
    },
    { from: 'if (moved) {', to: 'if (false) {' },
    { from: 'if (oldVNode._dom) {\n\t\t\t\toldVNode._dom = NULL;\n\t\t\t}', to: '' },
    { from: 'INSERT_VNODE | LIS_CANDIDATE', to: 'INSERT_VNODE' },
    {
      from: '// Note: VNodes in nested suspended trees',
      through: "!oldDom.data.startsWith('$s')\n\t);\n\n\treturn oldDom;",
      to: `const dom = parentVNode._dom
        if (dom != oldDom) parentDom.insertBefore(dom, oldDom || NULL)
        return dom.nextSibling`,
    },
    // Elements that stand in several places, and texts that are objects.
    { from: 'childVNode.constructor === VNODE_MARKER && childVNode._depth', to: 'false' },
    { from: 'childVNode._depth = newParentVNode._depth + 1;', to: '' },
    {
      from: "typeof childVNode != 'object' ||\n\t\t\tchildVNode.constructor === String",
      to: "typeof childVNode != 'object'",
    },
  ],
  'diff/props.js': [
    // Styles as objects.
    { from: "if (typeof value == 'string') {", to: 'if (true) {' },
    // Several listeners of an element and event.
    {
      from: "if (typeof value != 'function') value = NULL;",
      through: 'dom.removeEventListener(name, proxy, useCapture);\n\t\t\t}\n\t\t}',
      to: 'dom[name.toLowerCase()] = value;',
    },
    // Names of React’s for attributes of SVG.
    { from: "name = name.replace(/xlink(H|:h)/, 'h').replace(/sName$/, 's');", to: '' },
    // Attributes that no view has.
    { from: "name != 'width' &&\n\t\t\tname != 'height' &&", to: '' },
    { from: "name != 'list' &&\n\t\t\tname != 'form' &&", to: '' },
    {
      from: "name != 'download' &&",
      through: "name != 'popover' &&",
      to: '',
    },
    { from: "name == 'popover' && value == true ? '' : value", to: 'value' },
  ],
  'component.js': [
    { from: 'BaseComponent.prototype.setState =', through: 'BaseComponent.prototype.render = Fragment;', to: '' },
    { from: '&& !vnode.props._parentDom\n\t\t? getDomSibling', to: '? getDomSibling' },
  ],
  'create-element.js': [
    { from: 'if (!original && options.vnode) options.vnode(vnode);', to: '' },
    // Keys and refs.
    {
      from: "if (i == 'key') key = props[i];\n\t\telse if (i == 'ref' && typeof type != 'function') ref = props[i];\n\t\telse ",
      to: '',
    },
    {
      from: 'return createVNode(type, normalizedProps, key, ref, NULL);',
      to: 'return createVNode(type, normalizedProps)',
    },
    { from: 'createVNode(type, props, key, ref, original) {', to: 'createVNode(type, props) {' },
    { from: '\t\tkey,\n\t\tref,\n\t\t_children', to: '_children' },
    { from: '_depth: 0,', to: '' },
    { from: '_component: NULL,', to: '' },
    { from: '_original: original || ++vnodeId,', to: '' },
  ],
  'render.js': [
    { from: 'if (options._root) options._root(vnode, parentDom);', to: '' },
    // A whole document.
    { from: 'if (parentDom.nodeType == 9) {', to: 'if (false) {' },
  ],
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

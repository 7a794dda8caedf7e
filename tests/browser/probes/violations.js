// What axe finds: the rule and the element it is broken by, cut short.
async (options) => (await window.axe.run(options)).violations
  .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 120)}`))

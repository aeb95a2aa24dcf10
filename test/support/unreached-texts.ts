import ts from "typescript";

/**
 * Texts of `textsFolder` that no file of `sources` reads: properties of its exported constants and its exported
 * functions, as `constant.property`. A record that is read by a computed key counts as read whole.
 */
export function unreachedTexts(program: ts.Program, textsFolder: string, sources: readonly string[]): string[] {
  const checker = program.getTypeChecker();
  const declared = new Map<ts.Node, string>();
  const read = new Set<ts.Node>();

  for (const file of program.getSourceFiles()) {
    if (file.fileName.includes(textsFolder)) for (const name of declaredIn(file)) declared.set(...name);
  }
  const names = new Set([...declared.values()].map((name) => name.split(".").at(-1)?.replaceAll('"', "")));
  for (const file of program.getSourceFiles()) {
    if (sources.some((folder) => file.fileName.includes(folder))) visit(file);
  }
  return [...declared].filter(([node]) => !read.has(node)).map(([, name]) => name);

  function visit(node: ts.Node): void {
    // Most identifiers are no text's; to ask the checker about each takes seconds.
    if (ts.isIdentifier(node) && names.has(node.text) && !isName(node)) note(checker.getSymbolAtLocation(node));
    if (ts.isBindingElement(node)) {
      const key = node.propertyName ?? node.name;
      if (ts.isIdentifier(key)) note(checker.getTypeAtLocation(node.parent).getProperty(key.text));
    }
    if (ts.isElementAccessExpression(node)) readWhole(checker.getTypeAtLocation(node.expression));
    ts.forEachChild(node, visit);
  }

  function readWhole(type: ts.Type): void {
    for (const property of type.getProperties()) {
      note(property);
      for (const declaration of property.declarations ?? []) {
        if (declared.has(declaration)) readWhole(checker.getTypeAtLocation(declaration));
      }
    }
  }

  function note(symbol: ts.Symbol | undefined): void {
    if (symbol === undefined) return;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const declaration of target.declarations ?? []) read.add(declaration);
  }
}

/** Imports and the declarations themselves are no use of a text. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return true;
  return (
    (ts.isPropertyAssignment(parent) || ts.isFunctionDeclaration(parent) || ts.isVariableDeclaration(parent)) &&
    parent.name === node
  );
}

function* declaredIn(file: ts.SourceFile): Generator<[ts.Node, string]> {
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) yield [statement, statement.name.text];
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      yield [declaration, declaration.name.getText()];
      // One with a type is a total record, whose keys the type proves.
      if (declaration.type !== undefined || declaration.initializer === undefined) continue;
      yield* properties(declaration.initializer, declaration.name.getText());
    }
  }
}

function* properties(value: ts.Expression, path: string): Generator<[ts.Node, string]> {
  const inner = ts.isAsExpression(value) ? value.expression : value;
  if (!ts.isObjectLiteralExpression(inner)) return;
  for (const property of inner.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const name = `${path}.${property.name.getText()}`;
    yield [property, name];
    yield* properties(property.initializer, name);
  }
}

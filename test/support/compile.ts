/** Type checks programs that are not on the disk. */
import * as ts from 'typescript';

/** One line for each error, with the beginning of the code that it is about. */
export function compileErrors(files: ReadonlyMap<string, string>, options: ts.CompilerOptions): { file: string; message: string }[] {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = file => files.has(file) || fileExists(file);
  host.readFile = file => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, target, ...rest) =>
    files.has(file) ? ts.createSourceFile(file, files.get(file)!, target) : getSourceFile(file, target, ...rest);
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true }, host);
  return [...files].flatMap(([file, text]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map(({ messageText, start = 0 }) => ({ file, message: `${text.slice(start, start + 60)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}` }));
  });
}

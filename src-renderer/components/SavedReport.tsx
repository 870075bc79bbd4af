// Where the last report for support lies, to be read out, copied or looked for.
import { useTill, useWords } from '#screen/state/context.tsx';

export function SavedReport() {
  const words = useWords().machine;
  const file = useTill((state) => state.savedReport);
  return (
    <div role="status">
      {file !== null && (
        <p className="savedReport">
          {words.reportSaved} <code translate="no">{file}</code>
        </p>
      )}
    </div>
  );
}

// How far each role may go by itself with discounts and prices: a table of percentages. What goes further somebody must
// approve, which the till sees to.
import { limitKinds, roles } from '#screen/state/limits-draft.ts';
import { limitsPanel, writeLimit } from '#screen/verbs/limits.ts';
import { may } from '#screen/verbs/shift.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Panel } from '#screen/components/Panel.tsx';

export function Limits() {
  const { till } = useCounter();
  const { shop: words, screen } = useWords();
  const panel = useTill(limitsPanel);
  const mayEdit = useTill((state) => may(state, 'limits.edit'));
  if (panel === null) return null;
  return (
    <Panel title={words.limits} className="isWide">
      <p className="aside">{mayEdit ? words.limitsHint : words.lookOnly}</p>
      <table className="limits">
        <thead>
          <tr>
            <td />
            {roles.map((role) => (
              <th key={role} scope="col">
                {screen.role[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {limitKinds.map((kind, at) => (
            <tr key={kind}>
              <th scope="row">{words.limitKinds[kind]}</th>
              {roles.map((role) => (
                <td key={role}>
                  <span className="field formInput">
                    <input
                      {...(at === 0 && role === 'cashier' ? { 'data-first-focus': true } : {})}
                      name={`${role}-${kind}`}
                      aria-label={`${screen.role[role]}: ${words.limitKinds[kind]}`}
                      value={panel.draft[role][kind]}
                      readOnly={!mayEdit}
                      maxLength={8}
                      inputMode="decimal"
                      autoComplete="off"
                      onChange={(event) => writeLimit(till, role, kind, event.target.value)}
                    />
                    <span aria-hidden="true">%</span>
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="aside">{words.limitsMore}</p>
      <div className="row isEnd">
        <ActionButton action="limits.back" />
        <ActionButton action="limits.save" className="button isMain" />
      </div>
    </Panel>
  );
}

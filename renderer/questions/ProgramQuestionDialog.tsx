import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import type { AskedVerb, ProgramOrigin, ProgramQuestion } from "../../app/contract/program-question.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { programQuestionTexts } from "../../app/texts/program-questions.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useDuration } from "../ui/use-duration.ts";
import { longDate } from "../ui/calendar.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { QuestionFrame } from "./QuestionFrame.tsx";

/** A program wants something done. What a slip of the keyboard answers is no. */
export function ProgramQuestionDialog({ question }: { readonly question: ProgramQuestion }) {
  const { send, sending } = useCommand();
  const decline = useRef<HTMLButtonElement>(null);
  const duration = useDuration();
  const { id, from, verb } = question;
  const { title, agree } = wordsOf(verb, duration);
  const text = descriptionOf(verb);
  const answer = (agreed: boolean): void => void send({ kind: "answer-program", id, agreed });
  return (
    <QuestionFrame onEscape={() => answer(false)} initialFocus={decline}>
      <AlertDialog.Title className="sheet-title" dir="auto">
        {title}
      </AlertDialog.Title>
      <AlertDialog.Description className="sheet-text" render={<div />}>
        {text !== null && (
          <p dir="auto" className="sheet-quote" title={text}>
            {text.trim() === "" ? programQuestionTexts.noDescription : programQuestionTexts.description(text)}
          </p>
        )}
        <p dir="auto">{originOf(from)}</p>
      </AlertDialog.Description>
      <div className="sheet-end">
        <BusyButton variant="outlined" busy={sending} onPress={() => answer(true)}>
          {agree}
        </BusyButton>
        <button ref={decline} type="button" className="button button-primary" onClick={() => answer(false)}>
          {programQuestionTexts.decline}
        </button>
      </div>
    </QuestionFrame>
  );
}

function originOf(from: ProgramOrigin): string {
  if (from.kind === "link") return programQuestionTexts.byLink;
  return from.name === null ? programQuestionTexts.bySomeProgram : programQuestionTexts.byProgram(from.name);
}

/** Null where the verb says nothing about it. */
function descriptionOf(verb: AskedVerb): string | null {
  return "description" in verb ? verb.description : null;
}

function wordsOf(
  verb: AskedVerb,
  duration: (seconds: number) => string,
): { readonly title: string; readonly agree: string } {
  const { name } = verb.project;
  switch (verb.kind) {
    case "start":
      return { title: programQuestionTexts.start(name), agree: programQuestionTexts.doStart };
    case "log":
      return {
        title: programQuestionTexts.log(name, duration(verb.minutes * 60), longDate(verb.date)),
        agree: programQuestionTexts.doLog,
      };
    case "adjust":
      return verb.seconds < 0
        ? { title: programQuestionTexts.remove(name, duration(-verb.seconds)), agree: programQuestionTexts.doRemove }
        : { title: programQuestionTexts.add(name, duration(verb.seconds)), agree: programQuestionTexts.doAdd };
    case "describe":
      return { title: programQuestionTexts.describe(name), agree: programQuestionTexts.doDescribe };
    case "discard":
      return {
        title: programQuestionTexts.discard(name, duration(verb.seconds)),
        agree: programQuestionTexts.doDiscard,
      };
    default:
      return assertNever(verb, "verb");
  }
}

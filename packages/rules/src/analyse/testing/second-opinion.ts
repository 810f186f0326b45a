import {
  init,
  killThreads,
  type Z3_context,
  Z3_error_code,
  Z3_lbool,
  type Z3_solver,
} from 'z3-solver';

/** Z3, asked in SMT-LIB: a second opinion on what the analysis says. */
export interface SecondOpinion {
  /** Whether there is a model of the declarations and each question alone. */
  ask(declarations: readonly string[], questions: readonly string[]): Opinion[];
  /** Its threads keep the process alive until then. */
  close(): Promise<void>;
}

export type Opinion = 'sat' | 'unsat' | 'unknown';

const OPINIONS: Readonly<Record<Z3_lbool, Opinion>> = {
  [Z3_lbool.Z3_L_TRUE]: 'sat',
  [Z3_lbool.Z3_L_FALSE]: 'unsat',
  [Z3_lbool.Z3_L_UNDEF]: 'unknown',
};

/** Z3's own steps, so that it says the same on every machine. A question takes some thousands. */
const PATIENCE = '20000000';

type SolverCheck = (context: Z3_context, solver: Z3_solver) => Z3_lbool;

export async function openSecondOpinion(): Promise<SecondOpinion> {
  const { Z3, em } = await init();
  // The package's own `solver_check` starts a thread each time, which takes longer than the answer.
  const { _Z3_solver_check: check } = em as { _Z3_solver_check: SolverCheck };
  Z3.global_param_set('rlimit', PATIENCE);
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  return {
    ask: (declarations, questions) => {
      const solver = Z3.mk_solver(context);
      Z3.solver_inc_ref(context, solver);
      // Not eval_smtlib2_string: it returns before it has read its text from the stack.
      const read = (text: string): void => {
        Z3.solver_from_string(context, solver, text);
        const code = Z3.get_error_code(context);
        if (code !== Z3_error_code.Z3_OK) throw new Error(Z3.get_error_msg(context, code));
      };
      read(declarations.join('\n'));
      const opinions: Opinion[] = [];
      for (const question of questions) {
        Z3.solver_push(context, solver);
        read(`(assert ${question})`);
        opinions.push(OPINIONS[check(context, solver)]);
        Z3.solver_pop(context, solver, 1);
      }
      Z3.solver_dec_ref(context, solver);
      return opinions;
    },
    close: async () => {
      Z3.del_context(context);
      await killThreads(em);
    },
  };
}

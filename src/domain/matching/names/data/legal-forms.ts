/**
 * Legal forms by family. Forms of one family say the same thing in different spellings; two families contradict, but
 * for the first one: `Co` is added to any form, and a `SE` was something else before.
 * Words are folded: no accents, no dots, initials joined (`L.L.C.` is `llc`). A space joins words that follow each other.
 */
export const legalFamilies: Readonly<Record<string, string>> = {
  neutral: 'se|societas europaea|co|company|cos|companies|cie|compagnie|comp|and co|and company|and cie',
  corporation:
    'inc|incorporated|corp|corporation|corpn|corporacion|pc|professional corporation|professional association|apc|pcorp',
  llc: 'llc|limited liability company|limited liability co|ltd liability co|ltd liability company|pllc|plc llc|professional limited liability company|lc|series llc',
  limited:
    'ltd|limited|ltda|limitada|private limited|private ltd|pvt ltd|pvt limited|pvt|pty ltd|pty limited|pty|proprietary limited|co ltd|company limited|co limited|company ltd|sdn bhd|sdn|bhd|berhad|pte ltd|pte|pte limited|pt|persero|tbk|dac|clg',
  plc: 'plc|public limited company|public ltd co|public limited co|public ltd company',
  partnership:
    'lp|llp|lllp|limited partnership|limited liability partnership|general partnership|gp|slp|scsp|scs',
  gmbh: 'gmbh|ggmbh|mbh|gesellschaft mit beschrankter haftung|gesmbh|ges mbh|gmbh and co kg|gmbh and co kgaa|gmbh and co ohg|gmbh co kg|kg|kgaa|ag and co kgaa|ag and co kg|se and co kgaa|ohg|gbr|ug|ug haftungsbeschrankt|haftungsbeschrankt|ek|ev|eingetragener verein|eg|egmbh|mbb|partg|partgmbb',
  ag: 'ag|aktiengesellschaft|se|societas europaea',
  sa: 'sa|sociedad anonima|societe anonyme|sociedade anonima|sa de cv|sab de cv|sab|sapi de cv|de cv|cv|sapi|sas|sasu|societe par actions simplifiee|sau|saa|sac|saic|saci|sca|scpa|sicav|eirl|eurl|scop|snc|societe cooperative|sci|gie',
  sarl: 'sarl|sl|slu|slne|srl|srls|srlu|societa a responsabilita limitata|societatea cu raspundere limitata|sociedad limitada|sociedad de responsabilidad limitada|s de rl|s de rl de cv|societe a responsabilite limitee|sprl|bvba|lda|ltda me|unipessoal lda|eireli',
  spa: 'spa|societa per azioni|sapa|scarl|scrl|soc coop|societa cooperativa|onlus|ets',
  bv: 'bv|besloten vennootschap|nv|naamloze vennootschap|vof|cvba|cooperatief ua|coop ua|stichting|vzw|asbl',
  nordic:
    'ab|aktiebolag|publ|ab publ|as|asa|aksjeselskap|aktieselskab|aps|anpartsselskab|oy|oyj|oy ab|osakeyhtio|ky|tmi|hb|handelsbolag|ks|ans|ba|sf|kf|fmba|amba|ehf|hf|ohf|ivs',
  slavic:
    'ooo|oao|zao|pao|ao|obshchestvo s ogranichennoy otvetstvennostyu|sp zoo|sp z oo|spolka z o o|spolka zoo|spolka z ograniczona odpowiedzialnoscia|spzoo|sp j|sp k|spolka akcyjna|sro|spol sro|spol sro|doo|dd|ad|ead|eood|ood|tov|pp|uab|sia|ou|osauhing|as eesti|vsi|jsc|pjsc|cjsc|ojsc|zrt|kft|nyrt|bt|rt|kkt',
  asian:
    'kk|kabushiki kaisha|kabushikigaisha|gk|godo kaisha|yk|co ltd jp|jsc vn|tnhh|cong ty|joint stock company|joint stock|sti|ltd sti|as tr|anonim sirketi|limited sirketi|llc fz|fze|fzco|fz llc|fzc|wll|saog|saoc|psc|qsc|bsc|ksc|sal',
  unincorporated:
    'sole proprietor|sole proprietorship|sole trader|trust company|nonprofit|non profit|cic|ngo|lllc|pa|sp pa|na|n a|national association|fsb|ssb|ltd partnership|chartered|chtd',
};

/** Legal words of one letter group that also stand before a name (`OOO Name`, `PT Name`, `SIA Name`). */
export const leadingLegalForms: readonly string[] = [
  'ooo',
  'oao',
  'zao',
  'pao',
  'pt',
  'sia',
  'uab',
  'srl',
  'sarl',
  'tov',
  'cong ty',
  'stichting',
  'societatea cu raspundere limitata',
  'obshchestvo s ogranichennoy otvetstvennostyu',
  'kabushiki kaisha',
];

/**
 * Arabic: the frame and the first page, as proof that everything holds from right to left. The rest is still in English.
 */
import { type BookWords, bookEnglish } from '../english/book.ts';

/** What runs from left to right inside of a sentence keeps to itself (Unicode TR 9, isolates). */
const apart = (text: string): string => `\u2068${text}\u2069`;

export const bookArabic: BookWords = {
  ...bookEnglish,
  frame: {
    product: 'Tallystick',
    skip: 'إلى المحتوى',
    newer: 'إصدار أحدث من هذه الصفحات جاهز. تحميله يقفل المحفظة ولوحة المشغّل المفتوحة.',
    takeNewer: 'حمّله',
    takingNewer: 'سيُحمَّل حالما ينتهي ما يجري الآن.',
    newerUnfit:
      'يعرض صاحب السيادة إصدارًا أحدث من هذه الصفحات لم يمكن حفظه: لم يصل كاملًا، أو ليس كما يقول عن نفسه. يبقى هذا الإصدار.',
    pagesDiffer:
      'هذه الصفحة ليست ما يقول صاحب السيادة إنه يقدّمه. لا تكتب عبارة مرور ولا تُظهر مفتاح مرور هنا: أغلق كل صفحاته واسأل المشغّل.',
    servedHash: 'بصمة ما يقول إنه يقدّمه. قارنها بما نشره المشغّل في مكان آخر:',
    whichPages: 'أيّ إصدار؟',
    language: 'اللغة',
    light: 'ألوان فاتحة',
    dark: 'ألوان داكنة',
    book: 'الكتاب المفتوح',
    mayI: 'هل يجوز لي أن أرسل؟',
    rules: 'القواعد',
    votes: 'التصويت',
    money: 'المال',
    numbers: 'أرقام',
    log: 'السجل',
    wallet: 'المحفظة',
    constitution: 'الدستور',
    api: 'توثيق الواجهة البرمجية',
    founded: (name, country, day) => `${apart(name)}، ${country}. تأسست في ${day}.`,
    nowhere: 'لا توجد صفحة كهذه',
    nowhereMeans: 'هذا العنوان لا يؤدي إلى شيء. قد تجد ما تبحث عنه في الكتاب المفتوح.',
    home: 'إلى الصفحة الأولى',
    broken: 'حدث خطأ في هذه الصفحة',
    brokenMeans: 'لم يضع شيء: ما دُفع مسجل في السجل، ومحفظتك محفوظة. أعد تحميل الصفحة.',
    reload: 'إعادة التحميل',
  },
  question: {
    ...bookEnglish.question,
    title: 'هل يجوز لي أن أرسل …؟',
    lead: 'اسأل قبل أن تدفع. الجواب يأتي من القواعد نفسها التي تقرر المدفوعات، بلا حساب وبلا تسجيل.',
    amount: 'المبلغ',
    currency: 'العملة',
    from: 'من',
    to: 'إلى',
    tier: 'مدى معرفة المرسل',
    tierMeans: 'قد تطلب القواعد درجة هوية، ولا يحتاج السؤال إلى أي منها.',
    tiers: {
      '0': 'الدرجة 0: غير معرّف',
      '1': 'الدرجة 1: تعريف أساسي',
      '2': 'الدرجة 2: تعريف كامل',
      '3': 'الدرجة 3: تعريف معزز',
    },
    ask: 'هل يجوز؟',
    answers: { yes: 'نعم', no: 'لا', 'yes-if': 'نعم، بشرط' },
    sentences: {
      yes: (what, from, to) => `لا تعترض أي قاعدة على إرسال ${apart(what)} من ${from} إلى ${to}.`,
      no: (what, from, to) => `تعترض القواعد على إرسال ${apart(what)} من ${from} إلى ${to}.`,
      'yes-if': (what, from, to) =>
        `يجوز لك إرسال ${apart(what)} من ${from} إلى ${to} إذا تحقق كل ما يلي:`,
    },
    rule: (code, title) => `القاعدة ${apart(code)}: «${apart(title)}»`,
    byRule: (code) => `هذه هي القاعدة ${apart(code)}.`,
    inForceSince: (day, module, version) =>
      `سارية منذ ${day}، في النسخة ${version} من قواعد ${apart(module)}`,
    readRule: 'اقرأ القاعدة',
    nobodySpeaks: 'لا توجد قواعد سارية لمثل هذه الدفعة.',
  },
  home: {
    ...bookEnglish.home,
    atAGlance: 'نظرة سريعة',
    money: 'المال المتداول',
    moneyMeans: 'كل ما أُصدر ناقصًا كل ما استُرد.',
    rules: 'القواعد',
    noRules: 'لا شيء بعد',
    more: (count) => `و${count} أخرى`,
    rulesMean: 'كل قاعدة تُقرَّر بها المدفوعات، مكتوبة بالكلمات.',
    votes: 'المقترحات',
    noVotes: 'لا شيء بعد',
    votesMean: 'ما هو مقترح، ومن يصوّت، وأين وصل الأمر.',
    log: 'السجل',
    entries: 'قيدًا',
    logMeans: 'يُضاف إليه فقط. تحقق منه هنا، في متصفحك.',
    invitation: {
      title: 'محفظة خاصة بك',
      text: (name) => `احتفظ بمال ${apart(name)} وأرسله. تُصنع مفاتيحك في هذا المتصفح وتبقى فيه.`,
      open: 'افتح المحفظة',
    },
  },
};

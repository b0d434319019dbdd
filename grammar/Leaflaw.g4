// The syntax of Leaflaw, and the only place where it is defined.
//
// Layout means nothing; '#' starts a comment; declarations and clauses start with a reserved word.
// Words that are reserved only in some places ("day", "none", "state") are let back in as names by
// the rule `word`, so that an enumeration value or a unit may be called so.
// What the parser accepts is wider than the language: the order and number of clauses, at least one row,
// `and` mixed with `or`, and all meaning are checked after parsing, where the message can say what to do.
grammar Leaflaw;

file : declaration* EOF ;

declaration
  : policyDecl | vocabularyDecl | enumerationDecl | factDecl | deriveDecl | sameDecl
  | unitDecl | classDecl | measureDecl | tableDecl | defineDecl
  | limitDecl | ruleDecl | dutyDecl | warningDecl | exceptionDecl | amendmentDecl | useDecl
  ;

// ---- the policy and its vocabulary ---------------------------------------------------------------

policyDecl : 'policy' policyId STRING headerClause* ;
policyId   : word | ZONE ;
headerClause
  : 'narrows' policyId ('from' DATE)?                                             # narrowsClause
  | 'vocabulary' word NUMBER                                                     # vocabularyClause
  | 'time' 'zone' zoneName (',' 'or' path 'where' 'given')?                       # timeZoneClause
  | 'regulator' STRING                                                           # regulatorClause
  | 'state' word                                                                 # stateClause
  | 'covers' nameList 'from' DATE                                                # coversClause
  | 'as' 'of' DATE                                                               # asOfClause
  | 'knowingly' word STRING                                                      # knowinglyHeader
  ;
zoneName   : ZONE | word ;

vocabularyDecl  : 'vocabulary' word NUMBER STRING ;
enumerationDecl : 'enumeration' word 'is' enumValue (',' enumValue)* ;
enumValue       : (word | ZONE) ('role' word)? ;
factDecl        : 'fact' declaredPath 'is' factType (',' factMark)* ;
declaredPath    : stepName key? ('.' stepName key?)* ;
factType
  : 'one' 'of' word                                                              # enumType
  | 'set' 'of' word                                                              # setType
  | word+                                                                        # plainType
  ;
factMark
  : 'required' | 'optional' | 'input' 'only'
  | 'role' word
  | 'stands' 'for' word
  | 'often' quantity (',' quantity)*
  ;
deriveDecl : 'derive' path 'as' condition ('where' condition)? (',' 'within' quantity)? ;
sameDecl   : 'same' path 'as' path 'where' condition ;

// ---- declarations of a policy ----------------------------------------------------------------------

unitDecl    : 'unit' unitName STRING? ('is' expr)? clause* ;
unitName    : word secondUnitWord? ;
classDecl   : 'class' word 'of' 'each' 'item' clause* row* ;
measureDecl : 'measure' word 'in' unit STRING? clause* ;
tableDecl   : 'table' word STRING? clause* tableHead ':' nameList tableRow* ;
tableHead   : word ('by' word)* ;
tableRow    : tableKey ('by' tableKey)* ':' expr (',' expr)* ;
tableKey    : nameList | 'anything' 'else' ;
defineDecl  : 'define' word 'as' condition clause* ;

limitDecl     : 'limit' word STRING? clause* ;
ruleDecl      : 'rule' word STRING? clause* ;
dutyDecl      : 'duty' word STRING? clause* ;
warningDecl   : 'warning' word STRING? clause* ;
exceptionDecl : 'exception' word 'to' nameList STRING? clause* ;
amendmentDecl : 'amendment' 'to' word STRING? clause* ;
useDecl       : 'use' STRING ;

clause
  : 'cite' STRING                                                                # citeClause
  | 'confidence' word                                                            # confidenceClause
  | 'reading' STRING                                                             # readingClause
  | 'topic' word                                                                 # topicClause
  | 'effective' ('from' DATE ('through' DATE)? | 'through' DATE)                 # effectiveClause
  | 'enforced' 'from' DATE                                                       # enforcedClause
  | 'followed' 'by' nameList                                                     # followedClause
  | 'before' 'that' ('nothing' | 'no' word)                                      # beforeThatClause
  | 'applies' 'to' nameList ('when' condition)? (','? 'for' 'each' 'item' ('where' condition)?)?   # appliesClause
  | 'counts' 'each' 'item' row*                                                  # countsRowsClause
  | 'counts' 'each' NAME                                                          # countsEventsClause
  | 'counts' counted ('of' 'items' ('where' condition)?)? (',' 'separately' 'for' 'each' word)?    # countsClause
  | 'rounded' direction? 'to' 'a' 'whole' unit ('per' 'package')? (',' 'except' nameList)?         # roundedClause
  | 'at' 'most' expr window?                                                     # atMostClause
  | 'for' word                                                                   # forClause
  | 'tallied' 'by' word                                                          # talliedClause
  | 'counting' word 'from' DATE 'on'                                             # countingClause
  | 'returns' 'restore' ('at' 'once' | 'nothing' | 'when' 'destroyed')            # returnsClause
  | 'each' 'as' 'of' 'its' 'own' 'date'                                          # ownDateClause
  | 'without' 'history' ',' 'judge' 'the' 'transaction' 'alone'                  # withoutHistoryClause
  | 'require' condition                                                          # requireClause
  | 'otherwise' outcomeKind STRING?                                              # otherwiseClause
  | 'beyond' beyondKind ('to' word)? STRING?                                      # beyondClause
  | 'when' condition                                                             # whenClause
  | 'waived'                                                                     # waivedClause
  | 'also' 'duty' STRING                                                         # alsoClause
  | 'replaces' ('rows' | 'all') row*                                             # replacesClause
  | 'knowingly' word STRING                                                      # knowinglyClause
  ;
direction   : 'up' | 'down' ;
outcomeKind : 'deny' | 'refer' | 'warn' ;
beyondKind  : 'refer' | 'warn' | 'duty' | 'nothing' ;
counted     : expr | '(' alternatives ')' ;
alternatives: expr (',' 'or' expr 'where' condition)+ ;

row      : rowHead ':' rowValue ;
rowHead  : nameList ('where' condition)? | 'where' condition | 'anything' 'else' ;
rowValue : 'nothing' | 'unknown' | '(' alternatives ')' | expr ;

window
  : 'in' 'one' 'transaction'                                                     # transactionWindow
  | 'in' 'each' 'calendar' calendarSpan ('starting' 'at' TIME)?                  # calendarWindow
  | 'in' 'any' NUMBER ('day' | 'days')                                           # rollingDaysWindow
  | 'in' 'any' NUMBER ('hour' | 'hours')                                         # rollingHoursWindow
  | 'in' 'each' 'period' 'of' NUMBER 'days' 'from' expr (',' NUMBER ('period' | 'periods'))?       # periodWindow
  | 'since' expr                                                                 # sinceWindow
  | 'on' 'hand' ',' 'using' expr 'each' 'day'                                    # onHandWindow
  ;
calendarSpan : 'day' | 'week' 'from' word | 'month' ;

// ---- conditions --------------------------------------------------------------------------------------

condition : unary (connective unary)* ;
connective: 'and' | 'or' ;
unary
  : 'not' unary                                                                  # notCondition
  | ('some' | 'every' | 'no') 'item' 'has' unary                                 # quantifiedCondition
  | expr predicate?                                                              # predicateCondition
  | '(' condition ')'                                                            # groupCondition
  ;
predicate
  : 'is' 'given'                                                                 # isGiven
  | 'is' 'not' 'given'                                                           # isNotGiven
  | 'is' 'not'? valueName                                                        # isValue
  | 'is' 'one' 'of' valueName (',' valueName)*                                   # isOneOf
  | 'is' 'none' 'of' valueName (',' valueName)*                                  # isNoneOf
  | 'is' comparison expr ('and' comparison expr)?                                # compares
  | 'is' 'between' expr 'and' expr                                               # isBetween
  | 'is' 'today' 'or' ('later' | 'earlier')                                      # isTodayOr
  | 'is' ('before' | 'after') expr                                               # isBeforeAfter
  | 'is' 'on' 'or' ('before' | 'after') expr                                     # isOnOr
  | 'is' 'from' expr 'through' expr                                              # isFromThrough
  | 'is' 'from' TIME 'until' TIME ('next' 'day')?                                # isFromUntil
  | 'is' 'within' expr 'before' expr                                             # isWithin
  | 'includes' ('any' 'of')? valueName (',' valueName)*                          # includes
  | 'has' NUMBER 'characters'                                                    # hasCharacters
  ;
comparison : 'exactly' | 'at' 'least' | 'at' 'most' | 'above' | 'under' ;
valueName  : word | STRING ;

// ---- expressions: quantities, dates, values ------------------------------------------------------------

expr   : term (('+' | '-') term)* ;
term   : factor ('times' factor | 'divided' 'by' factor | 'per' quantity 'as' quantity | 'as' unit)* ;
factor
  : quantity ('before' | 'after') factor                                         # dateShift
  | quantity 'of' factor                                                         # shareOf
  | quantity                                                                     # quantityFactor
  | DATE                                                                         # dateFactor
  | 'today'                                                                      # todayFactor
  | 'the' 'cap'                                                                  # theCap
  | ('least' | 'greatest') 'of' '(' optionalExpr (',' optionalExpr)* ')'         # extremum
  | 'clamp' 'of' '(' expr ',' expr ',' expr ')'                                  # clamp
  | 'total' 'of' expr 'of' 'items' ('where' '(' condition ')')?                  # totalOf
  | 'whole' 'years' 'from' expr 'through' expr                                   # wholeYears
  | path                                                                         # pathFactor
  | '(' expr ')'                                                                 # groupFactor
  ;
optionalExpr : expr ('if' 'given')? ;
quantity     : NUMBER unit? ;
unit         : unitWord secondUnitWord? ('a' 'day')? | '%' ;
secondUnitWord : 'THC' | 'CBD' | 'oz' ;         // a closed list: else the name at the head of the next row could be one
unitWord     : word | 'each' | 'unit' ;
path         : word key? ('.' stepName key?)* ;
key          : '[' stepName ']' ;              // of a map or a table; where a map is declared also `limit`

nameList : word (',' word)* ;

// A name. The quoted words are keywords elsewhere.
word
  : NAME
  | 'a' | 'state' | 'zone' | 'time' | 'set' | 'role' | 'input' | 'only' | 'stands' | 'often' | 'same' | 'fact'
  | 'day' | 'days' | 'week' | 'month' | 'hour' | 'hours' | 'period' | 'periods' | 'years' | 'transaction' | 'calendar'
  | 'none' | 'any' | 'all' | 'up' | 'down' | 'alone' | 'item' | 'items' | 'history'
  | 'cap' | 'total' | 'package' | 'one' | 'no' | 'on' | 'least' | 'greatest' | 'clamp' | 'whole' | 'next' | 'characters'
  | 'required' | 'optional' | 'regulator' | 'earlier' | 'later' | 'deny' | 'refer' | 'warn' | 'else'
  | 'THC' | 'CBD' | 'oz'
  | 'hand' | 'using' | 'judge' | 'once' | 'restore' | 'before' | 'after' | 'above' | 'under' | 'own' | 'date' | 'rows' | 'returns' | 'destroyed'
  ;

// A step of a path after its point, and any step where a fact is declared: there no word can be mistaken for a keyword.
stepName
  : word
  | 'also' | 'amendment' | 'and' | 'anything' | 'applies' | 'as' | 'at' | 'between' | 'beyond' | 'by' | 'cite' | 'class' | 'confidence' | 'counting'
  | 'counts' | 'covers' | 'define' | 'derive' | 'divided' | 'duty' | 'each' | 'effective' | 'enforced' | 'enumeration' | 'every' | 'exactly'
  | 'except' | 'exception' | 'followed' | 'for' | 'from' | 'given' | 'has' | 'if' | 'in' | 'includes' | 'is' | 'its' | 'knowingly' | 'limit' | 'measure'
  | 'most' | 'narrows' | 'not' | 'nothing' | 'of' | 'or' | 'otherwise' | 'per' | 'policy' | 'reading' | 'replaces' | 'require' | 'rounded' | 'rule'
  | 'separately' | 'since' | 'some' | 'starting' | 'table' | 'tallied' | 'that' | 'the' | 'through' | 'times' | 'to' | 'today' | 'topic'
  | 'unit' | 'unknown' | 'until' | 'use' | 'vocabulary' | 'waived' | 'warning' | 'when' | 'where' | 'within' | 'without'
  ;

// ---- tokens ------------------------------------------------------------------------------------------

DATE    : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
TIME    : DIGIT DIGIT ':' DIGIT DIGIT ;
NUMBER  : DIGIT+ ('.' DIGIT+)? ('/' DIGIT+)? ;
ZONE    : NAME ('/' NAME)+ ;
NAME    : LETTER (LETTER | DIGIT | '_')* ('-' (LETTER | DIGIT | '_')+)* ;
STRING  : '"' ~["\r\n]* '"' ;
COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
SPACE   : [ \t\r\n]+ -> skip ;
UNCLOSED_STRING : '"' ~["\r\n]* ;
OTHER   : . ;

fragment DIGIT  : [0-9] ;
fragment LETTER : [A-Za-z] ;

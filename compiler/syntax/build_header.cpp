// The policy's header, and the declarations of a vocabulary: enumerations, facts, derivations.
#include "compiler/syntax/build.h"

namespace leaflaw::syntax {

using DeclarationKind = ast::Declaration::Kind;

namespace {

// Keeps the first of several clauses that may stand once; the others are noted.
template <typename Value>
void once(ast::PolicyHeader& header, std::optional<Value>& place, Value value, Span clause) {
  if (place) header.repeated.push_back(clause);
  else place = std::move(value);
}

}  // namespace

antlrcpp::Any Builder::visitPolicyDecl(P::PolicyDeclContext* tree) {
  start(DeclarationKind::policy, tree, tree->policyId());
  title(tree->STRING());
  for (P::HeaderClauseContext* clause : tree->headerClause()) clause->accept(this);
  return {};
}

antlrcpp::Any Builder::visitNarrowsClause(P::NarrowsClauseContext* tree) {
  ast::PolicyHeader& header = declaration_->header;
  const bool repeated = header.narrows.has_value();
  once(header, header.narrows, name(tree->policyId()), span(tree));
  if (!repeated && tree->DATE() != nullptr) header.narrows_from = date(tree->DATE());
  return {};
}

antlrcpp::Any Builder::visitVocabularyClause(P::VocabularyClauseContext* tree) {
  ast::PolicyHeader& header = declaration_->header;
  if (!header.vocabulary.text.empty()) {
    header.repeated.push_back(span(tree));
    return {};
  }
  header.vocabulary = name(tree->word());
  header.vocabulary_version = text(tree->NUMBER()->getSymbol());
  return {};
}

antlrcpp::Any Builder::visitTimeZoneClause(P::TimeZoneClauseContext* tree) {
  ast::PolicyHeader& header = declaration_->header;
  const bool repeated = header.zone.has_value();
  once(header, header.zone, name(tree->zoneName()), span(tree));
  if (!repeated && tree->path() != nullptr) header.zone_fact = path(tree->path());
  return {};
}

antlrcpp::Any Builder::visitRegulatorClause(P::RegulatorClauseContext* tree) {
  once(declaration_->header, declaration_->header.regulator, string(tree->STRING()), span(tree));
  return {};
}

antlrcpp::Any Builder::visitStateClause(P::StateClauseContext* tree) {
  once(declaration_->header, declaration_->header.state, name(tree->word()), span(tree));
  return {};
}

antlrcpp::Any Builder::visitCoversClause(P::CoversClauseContext* tree) {
  ast::PolicyHeader& header = declaration_->header;
  const bool repeated = header.covers_from.has_value();
  once(header, header.covers_from, date(tree->DATE()), span(tree));
  if (!repeated) header.covers = names(tree->nameList());
  return {};
}

antlrcpp::Any Builder::visitAsOfClause(P::AsOfClauseContext* tree) {
  once(declaration_->header, declaration_->header.as_of, date(tree->DATE()), span(tree));
  return {};
}

antlrcpp::Any Builder::visitKnowinglyHeader(P::KnowinglyHeaderContext* tree) {
  ast::Clause clause{};
  clause.kind = ast::Clause::Kind::knowingly;
  clause.span = span(tree);
  clause.head = head_words(tree, 1);
  clause.names = {name(tree->word())};
  clause.text = string(tree->STRING());
  declaration_->clauses.push_back(std::move(clause));
  return {};
}

antlrcpp::Any Builder::visitVocabularyDecl(P::VocabularyDeclContext* tree) {
  start(DeclarationKind::vocabulary, tree, tree->word());
  declaration_->version = text(tree->NUMBER()->getSymbol());
  title(tree->STRING());
  return {};
}

antlrcpp::Any Builder::visitEnumerationDecl(P::EnumerationDeclContext* tree) {
  start(DeclarationKind::enumeration, tree, tree->word());
  for (P::EnumValueContext* value : tree->enumValue()) {
    const antlr4::Token* written = value->start;   // a word or a zone: one token either way
    declaration_->values.push_back({std::string(text(written)), span(written)});
    const bool has_role = says(value, "role");
    declaration_->value_roles.push_back(has_role ? std::optional(name(value->word().back())) : std::nullopt);
  }
  return {};
}

antlrcpp::Any Builder::visitFactDecl(P::FactDeclContext* tree) {
  start(DeclarationKind::fact, tree, tree->declaredPath());
  ast::FactDeclaration& fact = declaration_->fact;
  fact.path = path(tree->declaredPath());
  declaration_->name.text = fact.path.text();
  tree->factType()->accept(this);
  for (P::FactMarkContext* mark : tree->factMark()) {
    if (says(mark, "role")) fact.roles.push_back(name(mark->word()));
    else if (says(mark, "stands")) fact.stands_for = name(mark->word());
    else if (says(mark, "often")) for (P::QuantityContext* size : mark->quantity()) fact.often.push_back(quantity(size));
    else if (says(mark, "input")) fact.input_only = true;
    else if (says(mark, "required")) fact.required = true;
    else fact.optional = true;
  }
  return {};
}

antlrcpp::Any Builder::visitEnumType(P::EnumTypeContext* tree) {
  ast::FactDeclaration& fact = declaration_->fact;
  fact.type = ast::FactDeclaration::Type::enumeration;
  fact.type_name = joined(tree->word());
  fact.type_span = span(tree->word());
  return {};
}

antlrcpp::Any Builder::visitSetType(P::SetTypeContext* tree) {
  ast::FactDeclaration& fact = declaration_->fact;
  fact.type = ast::FactDeclaration::Type::set;
  fact.type_name = joined(tree->word());
  fact.type_span = span(tree->word());
  return {};
}

antlrcpp::Any Builder::visitPlainType(P::PlainTypeContext* tree) {
  declaration_->fact.type_name = joined(tree);
  declaration_->fact.type_span = span(tree);
  return {};
}

antlrcpp::Any Builder::visitDeriveDecl(P::DeriveDeclContext* tree) {
  start(DeclarationKind::derive, tree, tree->path());
  declaration_->target = path(tree->path());
  declaration_->name.text = declaration_->target.text();
  if (P::ExprContext* bare = bare_expression(tree->condition(0))) declaration_->expr = expr(bare);
  else declaration_->condition = condition(tree->condition(0));
  if (tree->condition().size() > 1) declaration_->where = condition(tree->condition(1));
  if (tree->quantity() != nullptr) declaration_->tolerance = quantity(tree->quantity());
  return {};
}

antlrcpp::Any Builder::visitSameDecl(P::SameDeclContext* tree) {
  start(DeclarationKind::same, tree, tree->path(0));
  declaration_->target = path(tree->path(0));
  declaration_->name.text = declaration_->target.text();
  declaration_->source = path(tree->path(1));
  declaration_->condition = condition(tree->condition());
  return {};
}

}  // namespace leaflaw::syntax

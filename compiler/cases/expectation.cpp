#include "compiler/cases/expectation.h"

#include <algorithm>

#include "runtime/facts/suggest.h"
#include "runtime/facts/topics.h"

namespace leaflaw {

namespace {

constexpr std::string_view keys[] = {"verdict", "error", "by", "topics", "missing", "duties", "warnings", "refers", "remaining", "next_release", "counts"};

class ExpectationReader {
 public:
  ExpectationReader(const InputPath& path, InputErrors& errors) : path_(path), errors_(errors) {}

  Expectation read(const Node& node) {
    if (node.kind != Node::Kind::map || node.map.empty()) {
      errors_.add(InputCode::bad_expectation, path_, &node, "the case expects nothing", "write for example expect: {verdict: allow}");
      return {};
    }
    for (const auto& [key, value] : node.map) {
      InputPath step{&path_, key};
      one(key, value, step);
    }
    if (out_.error && node.map.size() > 1)
      errors_.add(InputCode::bad_expectation, path_, &node, "a bad request has no decision", "keep `error` alone, or take it away");
    return std::move(out_);
  }

 private:
  void one(const std::string& key, const Node& value, const InputPath& path) {
    if (key == "verdict") return verdict(value, path);
    if (key == "error") return error(value, path);
    if (key == "by") return list(value, path, out_.by);
    if (key == "topics") return topics(value, path);
    if (key == "missing") return list(value, path, out_.missing);
    if (key == "duties") return list(value, path, out_.duties);
    if (key == "warnings") return list(value, path, out_.warnings);
    if (key == "refers") return list(value, path, out_.refers);
    if (key == "remaining") return figures(value, path, out_.remaining);
    if (key == "counts") return figures(value, path, out_.counts);
    if (key == "next_release") return releases(value, path);
    errors_.add(InputCode::unknown_case_key, path, &value, "`expect` has no " + suggest::quoted(key),
                suggest::suggestion(key, {std::begin(keys), std::end(keys)}));
  }

  void wrong(const Node& node, const InputPath& path, std::string_view meant) {
    errors_.add(InputCode::bad_expectation, path, &node, "here should stand " + std::string(meant));
  }

  void verdict(const Node& node, const InputPath& path) {
    for (Verdict verdict : {Verdict::allow, Verdict::deny, Verdict::incomplete, Verdict::refer})
      if (node.kind == Node::Kind::text && node.scalar == spelling(verdict)) out_.verdict = verdict;
    if (!out_.verdict) wrong(node, path, "a verdict: allow, deny, incomplete or refer");
  }

  void error(const Node& node, const InputPath& path) {
    auto entries = input_codes();
    bool known = std::any_of(entries.begin(), entries.end(), [&node](const InputCodeEntry& entry) { return entry.code == node.scalar; });
    if (node.kind == Node::Kind::text && known)
      out_.error = node.scalar;
    else
      wrong(node, path, "the code of a bad request, such as E0810");
  }

  void list(const Node& node, const InputPath& path, ExpectedList& out) {
    if (node.kind != Node::Kind::list) return wrong(node, path, "a list, [] where none is expected");
    out.emplace();
    for (std::size_t i = 0; i < node.list.size(); ++i) {
      InputPath step{&path, {}, static_cast<long>(i)};
      if (node.list[i].kind == Node::Kind::text)
        out->push_back(node.list[i].scalar);
      else
        wrong(node.list[i], step, "a name");
    }
  }

  void topics(const Node& node, const InputPath& path) {
    list(node, path, out_.topics);
    if (!out_.topics) return;
    std::vector<std::string_view> known;
    for (unsigned i = 0; i < static_cast<unsigned>(Topic::count_); ++i) known.push_back(spelling(static_cast<Topic>(i)));
    for (const std::string& topic : *out_.topics)
      if (!parse_topic(topic))
        errors_.add(InputCode::unknown_topic, path, &node, "there is no topic " + suggest::quoted(topic), suggest::suggestion(topic, known));
  }

  void figures(const Node& node, const InputPath& path, std::vector<ExpectedFigure>& out) {
    if (node.kind != Node::Kind::map) return wrong(node, path, "a map of limits and quantities");
    for (const auto& [address, value] : node.map) {
      InputPath step{&path, address};
      if (value.kind == Node::Kind::null)
        out.push_back({address, std::nullopt});
      else if (value.kind == Node::Kind::text)
        out.push_back({address, value.scalar});
      else
        wrong(value, step, "a quantity such as 2.5 g, or null");
    }
  }

  void releases(const Node& node, const InputPath& path) {
    if (node.kind != Node::Kind::map) return wrong(node, path, "a map of limits, each with `at` and `amount`, or null");
    for (const auto& [address, value] : node.map) {
      InputPath step{&path, address};
      ExpectedRelease release;
      release.address = address;
      release.never = value.kind == Node::Kind::null;
      if (!release.never && !release_parts(value, step, release)) continue;
      out_.next_release.push_back(std::move(release));
    }
  }

  bool release_parts(const Node& node, const InputPath& path, ExpectedRelease& out) {
    if (node.kind != Node::Kind::map || node.map.empty()) {
      wrong(node, path, "{at: ..., amount: ...} or null");
      return false;
    }
    for (const auto& [key, value] : node.map) {
      InputPath step{&path, key};
      if ((key != "at" && key != "amount") || value.kind != Node::Kind::text) {
        wrong(value, step, "`at` with a time and `amount` with a quantity, nothing else");
        return false;
      }
      (key == "at" ? out.at : out.amount) = value.scalar;
    }
    return true;
  }

  const InputPath& path_;
  InputErrors& errors_;
  Expectation out_;
};

}  // namespace

Expectation read_expectation(const Node& node, const InputPath& path, InputErrors& errors) { return ExpectationReader(path, errors).read(node); }

}  // namespace leaflaw

// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/tree.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/spf/evaluate.hpp"
#include "check_mail_auth/spf/macro.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace mpm::checkMailAuth {
namespace {

using State = SpfSelection::State;
using Kind = SpfTrouble::Kind;

constexpr std::size_t mostRows = 200;

/// Terms that are looked at. Receivers give up after ten; records that name hundreds, each of which does so again, must
/// not take the time away that the verdict needs.
constexpr std::size_t mostWalked = 5000;

struct Cost {
    unsigned lookups = 0;
    unsigned voids = 0;
};

Cost operator+(const Cost& a, const Cost& b)
{
    return {std::min(a.lookups + b.lookups, mostCounted), std::min(a.voids + b.voids, mostCounted)};
}

class Walk {
public:
    explicit Walk(SpfRecords& records) : records_(records) {}

    SpfTree run(const DnsName& domain)
    {
        const auto own = records_.at(domain);
        const auto cost = costOf(domain, *own, 0);
        tree_.lookups = cost.lookups;
        tree_.voids = cost.voids;
        tree_.own = *own;
        return std::move(tree_);
    }

private:
    Cost costOf(const DnsName& domain, const SpfSelection& selection, unsigned depth)
    {
        const auto name = domain.toString();
        switch (selection.state) {
        case State::Sound: break;
        case State::Unasked: tree_.complete = false; return {};
        case State::Failed:
            tree_.complete = false;
            trouble(Kind::Failed, name, selection.answer->detail, depth, selection.answer);
            return {};
        case State::Several:
            trouble(Kind::Several, name,
                    std::to_string(selection.texts.size()) + " records begin with v=spf1, where one may", depth);
            return {};
        case State::Broken:
            trouble(Kind::Broken, name, "\"" + harmless(selection.fault.term, 80) + "\" " + selection.fault.sentence,
                    depth);
            return {};
        case State::None:
        case State::NoName: return {};
        }
        known_[domain] = std::nullopt; // being walked: met again below, it is a loop
        Cost sum;
        for (const auto& term : selection.record.terms) {
            if (term.mechanism == SpfMechanism::All) {
                break; // what is behind it is never evaluated
            }
            if (!asksTheDns(term.mechanism)) {
                continue;
            }
            if (++walked_ > mostWalked) {
                tree_.complete = false;
                break;
            }
            sum = sum + row(domain, term.text, depth, [&] { return costOfTerm(term, domain, depth); });
        }
        if (!selection.record.redirect.empty() && selection.record.all() == nullptr) {
            const auto text = "redirect=" + selection.record.redirect;
            sum =
                sum + row(domain, text, depth, [&] { return follow(selection.record.redirect, text, domain, depth); });
        }
        known_[domain] = sum;
        return sum;
    }

    /// The cost, kept as a row in the place of the term: before those of what it leads to.
    template <class Count>
    Cost row(const DnsName& domain, const std::string& text, unsigned depth, Count count)
    {
        const auto at = tree_.terms.size();
        const bool kept = at < mostRows;
        if (kept) {
            tree_.terms.push_back({domain.toString(), harmless(text, 200), 1, 0, depth});
        }
        const auto cost = count() + Cost{1, 0};
        if (kept) {
            tree_.terms[at].lookups = cost.lookups;
            tree_.terms[at].voids = cost.voids;
        }
        return cost;
    }

    /// Beside the look-up of the term itself.
    Cost costOfTerm(const SpfTerm& term, const DnsName& domain, unsigned depth)
    {
        if (term.mechanism == SpfMechanism::Include) {
            return follow(term.domain, term.text, domain, depth);
        }
        if (term.mechanism == SpfMechanism::Ptr) {
            return {};
        }
        const auto name = nameForAll(term.domain, domain);
        if (!name) {
            return {};
        }
        const auto there = lookUp(*name, typesOf(term.mechanism), depth);
        if (there == Existence::No) {
            addOnce(tree_.voidTerms, harmless(term.text, 200) + (depth == 0 ? "" : " in " + domain.toString()));
            return {0, 1};
        }
        return term.mechanism == SpfMechanism::Mx ? costOfHosts(*name, term, domain, depth) : Cost();
    }

    /// The addresses of MX hosts cost nothing, but count where there are none.
    Cost costOfHosts(const DnsName& name, const SpfTerm& term, const DnsName& domain, unsigned depth)
    {
        const auto* answer = records_.look(name, RecordType::Mx);
        const auto hosts = answer == nullptr ? std::vector<DnsName>() : exchangesOf(*answer);
        if (hosts.size() > mostNamesOfTerm) {
            trouble(Kind::TooManyMx, domain.toString(),
                    "\"" + harmless(term.text, 200) + "\" leads to more than 10 MX hosts", depth);
            return {};
        }
        Cost cost;
        for (const auto& host : hosts) {
            if (lookUp(host, {RecordType::A, RecordType::Aaaa}, depth) == Existence::No) {
                addOnce(tree_.voidTerms, harmless(term.text, 200) + " (" + host.toString() + ")");
                ++cost.voids;
            }
        }
        return cost;
    }

    enum class Existence : std::uint8_t { Yes, No, Unknown };

    /// Whether a name has records of one of the types.
    Existence lookUp(const DnsName& name, const std::vector<RecordType>& types, unsigned depth)
    {
        auto existence = Existence::No;
        for (const auto type : types) {
            const auto* answer = records_.look(name, type);
            if (answer == nullptr || !answer->isConclusive()) {
                tree_.complete = false;
                existence = existence == Existence::No ? Existence::Unknown : existence;
                if (answer != nullptr) {
                    trouble(Kind::Failed, name.toString(), answer->detail, depth, answer);
                }
            } else if (answer->outcome == DnsOutcome::Answered) {
                existence = Existence::Yes;
            }
        }
        return existence;
    }

    static std::vector<RecordType> typesOf(SpfMechanism mechanism)
    {
        switch (mechanism) {
        case SpfMechanism::A: return {RecordType::A, RecordType::Aaaa};
        case SpfMechanism::Mx: return {RecordType::Mx};
        default: return {RecordType::A};
        }
    }

    Cost follow(const std::string& spec, const std::string& text, const DnsName& domain, unsigned depth)
    {
        if (!isTheSameForAll(spec)) {
            return {};
        }
        const auto next = nameForAll(spec, domain);
        if (!next) {
            trouble(Kind::NoRecord, domain.toString(),
                    "\"" + harmless(text, 200) + "\" names no domain that the DNS could hold", depth);
            return {};
        }
        if (depth >= mostSpfDepth) {
            tree_.complete = false;
            return {};
        }
        const auto walked = known_.find(*next);
        if (walked != known_.end()) {
            if (!walked->second) {
                trouble(Kind::Loop, domain.toString(),
                        "\"" + harmless(text, 200) + "\" leads back to a record that is being evaluated: a loop",
                        depth);
                return {};
            }
            return *walked->second;
        }
        const auto kept = records_.at(*next);
        const auto& selection = *kept;
        if (selection.state == State::None || selection.state == State::NoName) {
            trouble(Kind::NoRecord, domain.toString(),
                    "\"" + harmless(text, 200) + "\" leads to a domain without an SPF record" +
                        (selection.state == State::NoName ? ": " + next->toString() + " does not exist" : ""),
                    depth);
            known_[*next] = Cost{};
            return {};
        }
        return costOf(*next, selection, depth + 1);
    }

    void trouble(Kind kind, const std::string& domain, const std::string& sentence, unsigned depth,
                 const DnsAnswer* answer = nullptr)
    {
        constexpr std::size_t most = 50;
        if (tree_.troubles.size() < most) {
            tree_.troubles.push_back({kind, domain, sentence, answer, depth});
        }
    }

    SpfRecords& records_;
    SpfTree tree_;
    std::size_t walked_ = 0;
    std::map<DnsName, std::optional<Cost>> known_;
};

} // namespace

SpfTree walkSpf(const DnsName& domain, SpfRecords& records)
{
    return Walk(records).run(domain);
}

} // namespace mpm::checkMailAuth

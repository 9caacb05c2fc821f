// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/judge_tree.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/publish.hpp"
#include "check_mail_auth/record_row.hpp"
#include "check_mail_auth/spf/evaluate.hpp"
#include "check_mail_auth/spf/findings.hpp"
#include "check_mail_auth/spf/mended.hpp"
#include "check_mail_auth/spf/mistakes.hpp"
#include "check_mail_auth/spf/published.hpp"

#include <algorithm>
#include <map>

namespace mpm::checkMailAuth {
namespace {

using Kind = SpfTrouble::Kind;

std::string remedyForBroken(const SpfSelection& own, const DnsName& domain)
{
    if (const auto apart = joinedWithBlanks(own); !apart.empty()) {
        return publish(domain, apart) + " Its strings are joined without the blank that is missing where they meet.";
    }
    const auto mended = mendedRecord(own.texts.front());
    if (mended.whole && !mended.record.empty()) {
        return publish(domain, mended.record);
    }
    return "Mend the term \"" + harmless(own.fault.term, 80) + "\"" +
           (mended.record.empty() ? "." : "; what can be read of the record is: " + txtLine(domain, mended.record));
}

std::string remedyFor(const SpfTrouble& trouble, const SpfTree& tree, const DnsName& domain)
{
    if (trouble.depth > 0 && trouble.domain != domain.toString()) {
        return "Whoever runs " + trouble.domain + " must mend this record; until then take its include out of " +
               domain.toString() + ", and name the addresses that send as ip4 and ip6.";
    }
    switch (trouble.kind) {
    case Kind::Several: return publish(domain, joined(tree.own.texts)) + " in the place of all of them.";
    case Kind::Broken: return remedyForBroken(tree.own, domain);
    case Kind::NoRecord: return "Take the term out of the record, or correct the domain that it names.";
    case Kind::Loop: return "Take the term that leads back out of the record.";
    case Kind::TooManyMx: return "Name the senders by ip4 and ip6 in the place of mx.";
    case Kind::Failed: break;
    }
    return std::string(spfFindings.syntax.remedy);
}

Finding judgeTrouble(const SpfTrouble& trouble, const SpfTree& tree, const DnsName& domain)
{
    if (trouble.kind == Kind::Failed) {
        return dnsFailed(*trouble.answer);
    }
    const auto& kind = trouble.kind == Kind::Several ? spfFindings.multiple : spfFindings.syntax;
    const bool own = trouble.domain == domain.toString();
    auto finding =
        found(kind, domain.toString(),
              (own ? std::string("SPF record: ") : "SPF record of " + trouble.domain + ": ") + trouble.sentence);
    finding.remedy = remedyFor(trouble, tree, domain);
    if (trouble.kind == Kind::TooManyMx || trouble.kind == Kind::NoRecord) {
        finding.reference = trouble.kind == Kind::NoRecord ? "RFC 7208 5.2, 6.1" : "RFC 7208 4.6.4";
    }
    return finding;
}

/// The domain's own terms, those that cost most in front: "include:_spf.example.net 5, mx 1".
std::vector<const SpfTermCost*> ownTerms(const SpfTree& tree)
{
    std::vector<const SpfTermCost*> own;
    for (const auto& term : tree.terms) {
        if (term.depth == 0) {
            own.push_back(&term);
        }
    }
    std::stable_sort(own.begin(), own.end(), [](const auto* a, const auto* b) { return a->lookups > b->lookups; });
    return own;
}

Finding judgeLookups(const SpfTree& tree, const DnsName& domain)
{
    const auto own = ownTerms(tree);
    std::vector<std::string> shares;
    for (const auto* term : own) {
        if (shares.size() == 5) {
            shares.push_back("and " + std::to_string(own.size() - 5) + " more");
            break;
        }
        shares.push_back(term->term + " " + std::to_string(term->lookups));
    }
    auto finding = found(spfFindings.lookups, domain.toString(),
                         "evaluating the SPF record takes " + std::string(tree.complete ? "" : "at least ") +
                             std::to_string(tree.lookups) + " DNS look-ups, where " + std::to_string(mostSpfLookups) +
                             " are allowed: " + join(shares, ", "));
    if (!own.empty() && own.front()->lookups > 1) {
        finding.remedy = "Put the addresses behind " + own.front()->term +
                         ", which costs most, into the record as ip4 and ip6 and keep them current, or take out "
                         "services that no longer send.";
    }
    return finding;
}

struct Others {
    std::size_t count = 0;
    std::size_t at = 0; ///< the finding about the first
};

} // namespace

std::vector<Finding> judgeTree(const SpfTree& tree, const DnsName& domain)
{
    std::vector<Finding> findings;
    std::map<Kind, Others> others; // of records that are led to the first of each kind is told, and how many there are
    for (const auto& trouble : tree.troubles) {
        const bool own = trouble.kind == Kind::Failed || trouble.domain == domain.toString();
        if (own || ++others[trouble.kind].count == 1) {
            findings.push_back(judgeTrouble(trouble, tree, domain));
            others[trouble.kind].at = own ? others[trouble.kind].at : findings.size() - 1;
        }
    }
    for (const auto& [kind, each] : others) {
        if (each.count > 1) {
            findings[each.at].message += "; " + std::to_string(each.count - 1) + " more such";
        }
    }
    if (tree.lookups > mostSpfLookups) {
        findings.push_back(judgeLookups(tree, domain));
    }
    if (tree.voids > mostVoidLookups) {
        findings.push_back(found(spfFindings.voidLookups, domain.toString(),
                                 std::to_string(tree.voids) + " look-ups of the SPF record find nothing, where " +
                                     std::to_string(mostVoidLookups) + " are allowed: " + join(tree.voidTerms, ", ")));
    }
    return findings;
}

} // namespace mpm::checkMailAuth

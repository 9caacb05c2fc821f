// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/judge_dkim.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/dkim/findings.hpp"
#include "check_mail_auth/dkim/selector.hpp"
#include "check_mail_auth/publish.hpp"
#include "check_mail_auth/record_row.hpp"

#include <algorithm>
#include <optional>

namespace mpm::checkMailAuth {
namespace {

constexpr unsigned leastBits = 1024; ///< RFC 8301 section 3.2: verifiers refuse less
constexpr unsigned goodBits = 2048;  ///< what signers should use
constexpr unsigned mostBits = 4096;  ///< what verifiers must take

std::string behindAlias(const SelectorSeen& seen)
{
    return seen.answer->aliases().empty() ? "" : " (an alias for " + seen.answer->finalName().toString() + ")";
}

Finding judgeMissing(const SelectorSeen& seen)
{
    const auto name = seen.name.toString();
    if (seen.elsewhere) {
        auto finding = found(dkimFindings.missing, name,
                             "there is no DKIM key; it was published at " + seen.elsewhere->toString() + " instead");
        finding.remedy = "Publish the record of " + seen.elsewhere->toString() + " at " + name + ".";
        return finding;
    }
    if (!seen.answer->aliases().empty()) {
        const auto target = seen.answer->finalName().toString();
        auto finding = found(dkimFindings.missing, name,
                             "there is no DKIM key: the name is an alias for " + target + ", which has none");
        finding.remedy = "Have whoever runs " + target + " publish the key there, or correct the CNAME record.";
        return finding;
    }
    auto finding =
        found(dkimFindings.missing, name,
              std::string("there is no DKIM key") +
                  (seen.noKeysAtAll ? ", nor one at any other selector: no name below _domainkey exists" : ""));
    finding.remedy = "Publish what the signer's tool prints (opendkim-genkey, rspamadm dkim_keygen) as TXT at " + name +
                     ", or sign with a selector that is there.";
    return finding;
}

Finding judgeBroken(const SelectorSeen& seen)
{
    const auto& key = *seen.key;
    auto finding = found(dkimFindings.syntax, seen.name.toString(),
                         "the record" + behindAlias(seen) + " is no key that verifiers can use: " + key.fault);
    if (!key.mended.empty()) {
        finding.remedy = "Publish: " + txtLine(seen.answer->finalName(), harmless(key.mended, 2000));
    } else if (!key.remedy.empty()) {
        finding.remedy = key.remedy;
    }
    return finding;
}

Finding judgeSeveral(const SelectorSeen& seen)
{
    auto finding = found(dkimFindings.syntax, seen.name.toString(),
                         "there are " + std::to_string(seen.texts.size()) +
                             " records, where one may be: which of them a verifier takes is chance");
    finding.remedy = "Keep the record of the key that signs, and remove the others: \"" +
                     harmless(seen.texts.front(), 60) + "\", \"" + harmless(seen.texts.back(), 60) + "\".";
    return finding;
}

std::vector<Finding> judgeUsable(const SelectorSeen& seen)
{
    std::vector<Finding> findings;
    const auto& key = *seen.key;
    const auto name = seen.name.toString();
    if (key.type == "rsa" && key.bits < goodBits) {
        findings.push_back(found(dkimFindings.weak, name,
                                 "the RSA key" + behindAlias(seen) + " has " + std::to_string(key.bits) + " bits" +
                                     (key.bits < leastBits ? ", which verifiers refuse" : "")));
        findings.back().status = key.bits < leastBits ? Status::Critical : Status::Warning;
    }
    if (key.type == "rsa" && key.bits > mostBits) {
        findings.push_back(found(dkimFindings.tooLong, name, "the RSA key has " + std::to_string(key.bits) + " bits"));
    }
    if (key.testing) {
        findings.push_back(found(dkimFindings.testing, name,
                                 "the key" + behindAlias(seen) + " says t=y: verifiers treat its mail as unsigned"));
    }
    return findings;
}

struct Verdict {
    std::string state;
    std::vector<Finding> findings;
};

Verdict judgeSelector(const SelectorSeen& seen)
{
    if (!seen.answer->isConclusive()) {
        return {"failed", {dnsFailed(*seen.answer)}};
    }
    if (seen.texts.empty()) {
        return {"missing", {judgeMissing(seen)}};
    }
    if (!seen.key) {
        return {"syntax", {judgeSeveral(seen)}};
    }
    switch (seen.key->state) {
    case KeyRecord::State::Revoked:
        return {"revoked",
                {found(dkimFindings.revoked, seen.name.toString(),
                       "the key" + behindAlias(seen) + " is revoked: p= is empty")}};
    case KeyRecord::State::Broken: return {"syntax", {judgeBroken(seen)}};
    case KeyRecord::State::Usable: break;
    }
    auto findings = judgeUsable(seen);
    const auto is = [&](const FindingKind& kind) {
        return std::any_of(findings.begin(), findings.end(), [&](const auto& each) { return each.id == kind.id; });
    };
    const std::string state = is(dkimFindings.weak) ? "weak" : is(dkimFindings.testing) ? "testing" : "ok";
    return {state, std::move(findings)};
}

Row rowOf(const SelectorSeen& seen, const std::string& state)
{
    const auto key = seen.key.value_or(KeyRecord());
    return {{"selector", seen.selector.toString()},
            {"name", seen.name.toString()},
            {"type", key.type},
            {"bits", std::int64_t{key.bits}},
            {"state", state},
            {"alias_of", seen.answer->aliases().empty() ? std::string() : seen.answer->finalName().toString()},
            {"testing", key.testing},
            {"strict", key.strict}};
}

std::string summaryOf(const std::vector<SelectorSeen>& selectors, std::optional<unsigned> least)
{
    const auto bits = least ? std::to_string(*least) + " bits" : std::string("Ed25519");
    return selectors.size() == 1
               ? "DKIM " + selectors.front().selector.toString() + " " + bits
               : "DKIM " + std::to_string(selectors.size()) + " keys" + (least ? " of " + bits + " or more" : "");
}

} // namespace

Part judgeDkim(const Answers& answers, const Target& target, const Policy&)
{
    Reading reading(answers);
    Part part;
    std::vector<SelectorSeen> selectors;
    std::optional<unsigned> least;
    for (const auto& selector : target.selectors) {
        auto seen = readSelector(selector, target.domain, reading);
        if (seen.answer == nullptr) {
            continue; // there was no time for it
        }
        auto verdict = judgeSelector(seen);
        append(part.findings, std::move(verdict.findings));
        part.observations.table("dkim_keys").push_back(rowOf(seen, verdict.state));
        append(part.observations.table("records"), recordRows("dkim", *seen.answer));
        if (seen.key && seen.key->state == KeyRecord::State::Usable && seen.key->type == "rsa") {
            least = std::min(least.value_or(seen.key->bits), seen.key->bits);
        }
        selectors.push_back(std::move(seen));
    }
    if (least) {
        part.metrics.push_back(count("dkim_bits", *least));
    }
    if (!selectors.empty()) {
        part.summary = summaryOf(selectors, least);
    }
    return part;
}

} // namespace mpm::checkMailAuth

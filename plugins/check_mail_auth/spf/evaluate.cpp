// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/evaluate.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_mail_auth/spf/macro.hpp"
#include "check_mail_auth/spf/select.hpp"

#include <algorithm>
#include <optional>

namespace mpm::checkMailAuth {
namespace {

using State = SpfSelection::State;

/// How an evaluation ends early: RFC 7208 section 2.6.6 and 2.6.7.
struct Stopped {
    SpfResult result;
    std::string problem;
};

enum class Match : std::uint8_t { Yes, No };

/// One evaluation, with what it may still ask.
class Evaluation {
public:
    Evaluation(MacroValues values, SpfRecords& records) : values_(std::move(values)), records_(records) {}

    SpfVerdict run(const DnsName& domain)
    {
        SpfVerdict verdict;
        verdict.domain = domain.toString();
        try {
            verdict.result = evaluate(domain, 0);
            verdict.mechanism = mechanism_;
            if (verdict.result == SpfResult::Fail) {
                verdict.explanation = explain();
            }
            if (verdict.result == SpfResult::None) {
                verdict.problem = "there is no SPF record at " + verdict.domain;
            }
        } catch (const Stopped& stopped) {
            verdict.result = stopped.result;
            verdict.problem = stopped.problem;
            verdict.mechanism = mechanism_;
        }
        if (pending_) { // the end came too early to know
            verdict.result = SpfResult::TempError;
            verdict.problem = "the DNS was not asked to the end: no time or no room for more questions";
        }
        verdict.lookups = lookups_;
        verdict.voidLookups = voids_;
        return verdict;
    }

private:
    SpfResult evaluate(const DnsName& domain, unsigned depth)
    {
        const auto kept = records_.at(domain);
        const auto& selection = *kept;
        const auto name = domain.toString();
        switch (selection.state) {
        case State::Unasked: pending_ = true; return SpfResult::TempError;
        case State::Failed: throw Stopped{SpfResult::TempError, selection.answer->detail};
        case State::None:
        case State::NoName: return SpfResult::None;
        case State::Several: throw Stopped{SpfResult::PermError, name + " has several SPF records"};
        case State::Broken:
            throw Stopped{SpfResult::PermError,
                          name + ": \"" + harmless(selection.fault.term, 80) + "\" " + selection.fault.sentence};
        case State::Sound: break;
        }
        const auto& record = selection.record;
        for (const auto& term : record.terms) {
            if (matches(term, domain, depth) == Match::Yes && !pending_) {
                mechanism_ = harmless(term.text, 200) + (depth == 0 ? "" : " in " + name) +
                             (inner_.empty() ? "" : " (" + inner_ + ")");
                inner_.clear();
                explanation_ = record.explanation;
                return resultOf(term.qualifier);
            }
        }
        if (record.redirect.empty() || record.all() != nullptr) {
            mechanism_.clear(); // none matched
            return SpfResult::Neutral;
        }
        return redirect(record, domain, depth);
    }

    SpfResult redirect(const SpfRecord& record, const DnsName& domain, unsigned depth)
    {
        const auto shown = "redirect=" + harmless(record.redirect, 200);
        mechanism_ = shown;
        count();
        const auto target = nameFrom(record.redirect, domain);
        const auto result = target && depth < mostSpfLookups ? inside(*target, depth) : SpfResult::None;
        if (result == SpfResult::None) {
            throw Stopped{SpfResult::PermError,
                          domain.toString() + ": " + shown + " leads to a domain without an SPF record"};
        }
        return result;
    }

    /// Evaluates another domain's record in the place of this one; %{d} is that domain there.
    SpfResult inside(const DnsName& domain, unsigned depth)
    {
        const auto outer = values_.domain;
        values_.domain = domain.toString();
        const auto result = evaluate(domain, depth + 1);
        values_.domain = outer;
        return result;
    }

    Match matches(const SpfTerm& term, const DnsName& domain, unsigned depth)
    {
        if (asksTheDns(term.mechanism)) {
            mechanism_ = harmless(term.text, 200) + (depth == 0 ? "" : " in " + domain.toString());
            count();
        }
        switch (term.mechanism) {
        case SpfMechanism::All: return Match::Yes;
        case SpfMechanism::Ip4:
        case SpfMechanism::Ip6: return term.network->contains(values_.address) ? Match::Yes : Match::No;
        case SpfMechanism::Include: return include(term, domain, depth);
        case SpfMechanism::A: return anyAddress({nameFrom(term.domain, domain)}, term);
        case SpfMechanism::Mx: return mx(term, domain);
        case SpfMechanism::Ptr: return ptr(term, domain);
        case SpfMechanism::Exists: return exists(term, domain);
        }
        return Match::No;
    }

    Match include(const SpfTerm& term, const DnsName& domain, unsigned depth)
    {
        const auto target = nameFrom(term.domain, domain);
        const auto before = mechanism_;
        const auto explanation = explanation_;
        const auto result = target && depth < mostSpfLookups ? inside(*target, depth) : SpfResult::None;
        if (result == SpfResult::None && !pending_) {
            throw Stopped{SpfResult::PermError, domain.toString() + ": " + harmless(term.text, 200) +
                                                    " names a domain without an SPF record"};
        }
        if (result == SpfResult::Pass) {
            inner_ = mechanism_;
            return Match::Yes;
        }
        mechanism_ = before;
        explanation_ = explanation; // those of included records don't count (section 6.2)
        return Match::No;
    }

    Match anyAddress(const std::vector<std::optional<DnsName>>& names, const SpfTerm& term)
    {
        const bool four = values_.address.family() == Family::IPv4;
        for (const auto& name : names) {
            const auto* answer = name ? ask(*name, four ? RecordType::A : RecordType::Aaaa) : nullptr;
            if (answer == nullptr) {
                continue;
            }
            for (const auto& record : answer->values<AddressRecord>()) {
                if (Network{record.address, four ? term.bits4 : term.bits6}.contains(values_.address)) {
                    return Match::Yes;
                }
            }
        }
        return Match::No;
    }

    Match mx(const SpfTerm& term, const DnsName& domain)
    {
        const auto name = nameFrom(term.domain, domain);
        const auto* answer = name ? ask(*name, RecordType::Mx) : nullptr;
        if (answer == nullptr) {
            return Match::No;
        }
        const auto hosts = exchangesOf(*answer);
        if (hosts.size() > mostNamesOfTerm) {
            throw Stopped{SpfResult::PermError, name->toString() + " has more than 10 MX hosts"};
        }
        return anyAddress({hosts.begin(), hosts.end()}, term);
    }

    enum class Counts : std::uint8_t { Void, Not };

    /// The names behind the address that lead back to it (RFC 7208 section 5.5).
    std::vector<DnsName> validatedNames(Counts counts)
    {
        std::vector<DnsName> names;
        const auto* answer = records_.look(DnsName::reverseOf(values_.address), RecordType::Ptr);
        if (answer == nullptr) {
            pending_ = true;
            return names;
        }
        if (counts == Counts::Void &&
            (answer->outcome == DnsOutcome::NoData || answer->outcome == DnsOutcome::NoSuchName)) {
            countVoid();
        }
        auto pointers = answer->values<NameRecord>();
        pointers.resize(std::min<std::size_t>(pointers.size(), mostNamesOfTerm));
        const auto type = values_.address.family() == Family::IPv4 ? RecordType::A : RecordType::Aaaa;
        for (const auto& pointer : pointers) {
            const auto* forward = records_.look(pointer.target, type);
            if (forward == nullptr) {
                pending_ = true;
                continue;
            }
            const auto addresses = forward->values<AddressRecord>();
            if (std::any_of(addresses.begin(), addresses.end(),
                            [&](const AddressRecord& each) { return each.address == values_.address; })) {
                addOnce(names, pointer.target);
            }
        }
        return names;
    }

    Match ptr(const SpfTerm& term, const DnsName& domain)
    {
        const auto wanted = nameFrom(term.domain, domain);
        const auto names = validatedNames(Counts::Void); // a failed look-up is no match (section 5.5)
        return wanted && std::any_of(names.begin(), names.end(),
                                     [&](const DnsName& name) { return name.isWithin(*wanted); })
                   ? Match::Yes
                   : Match::No;
    }

    Match exists(const SpfTerm& term, const DnsName& domain)
    {
        const auto name = nameFrom(term.domain, domain);
        const auto* answer = name ? ask(*name, RecordType::A) : nullptr;
        return answer != nullptr && answer->outcome == DnsOutcome::Answered ? Match::Yes : Match::No;
    }

    const DnsAnswer* ask(const DnsName& name, RecordType type)
    {
        const auto* answer = records_.look(name, type);
        if (answer == nullptr) {
            pending_ = true;
            return nullptr;
        }
        if (!answer->isConclusive()) {
            throw Stopped{SpfResult::TempError, answer->detail};
        }
        if (answer->outcome != DnsOutcome::Answered) {
            countVoid();
        }
        return answer;
    }

    /// The domain that a term names; nothing where that is no name, so that the term does not match.
    std::optional<DnsName> nameFrom(const std::string& spec, const DnsName& domain)
    {
        return spec.empty() ? std::optional(domain) : nameOf(expanded(spec));
    }

    std::string expanded(const std::string& spec)
    {
        if (usesValidatedName(spec)) {
            const auto names = validatedNames(Counts::Not);
            const auto best = std::find_if(names.begin(), names.end(), [&](const DnsName& name) {
                const auto domain = nameOf(values_.domain);
                return domain && name.isWithin(*domain);
            });
            values_.validated = names.empty() ? "unknown" : (best == names.end() ? names.front() : *best).toString();
        }
        return expandMacros(spec, values_);
    }

    void count()
    {
        if (++lookups_ > mostSpfLookups) { // what is still missing comes before it, and nothing behind it will be asked
            throw Stopped{SpfResult::PermError, "more than 10 DNS look-ups"};
        }
    }

    void countVoid()
    {
        if (++voids_ > mostVoidLookups) {
            throw Stopped{SpfResult::PermError, "more than 2 look-ups that find nothing"};
        }
    }

    static SpfResult resultOf(SpfQualifier qualifier)
    {
        switch (qualifier) {
        case SpfQualifier::Pass: return SpfResult::Pass;
        case SpfQualifier::Fail: return SpfResult::Fail;
        case SpfQualifier::SoftFail: return SpfResult::SoftFail;
        case SpfQualifier::Neutral: return SpfResult::Neutral;
        }
        return SpfResult::Neutral;
    }

    /// Whatever is wrong with it, there is none then (RFC 7208 section 6.2).
    std::string explain()
    {
        const auto name = explanation_.empty() ? std::nullopt : nameOf(expanded(explanation_));
        const auto* answer = name ? records_.look(*name, RecordType::Txt) : nullptr;
        const auto texts = answer == nullptr ? std::vector<std::string>() : answer->texts();
        return texts.size() == 1 ? harmless(expandMacros(texts.front(), values_)) : std::string();
    }

    MacroValues values_;
    SpfRecords& records_;
    unsigned lookups_ = 0;
    unsigned voids_ = 0;
    bool pending_ = false;
    std::string mechanism_;
    std::string inner_; ///< what passed in an included record
    std::string explanation_;
};

/// The domain that is judged, and the local part; nothing where there is no usable one (RFC 7208 section 4.3).
std::optional<DnsName> identityDomain(const std::string& text)
{
    try {
        auto name = DnsName::parse(text);
        return name.labels().size() > 1 ? std::optional(std::move(name)) : std::nullopt;
    } catch (const UsageError&) {
        return std::nullopt;
    }
}

} // namespace

std::string_view toString(SpfResult result)
{
    switch (result) {
    case SpfResult::None: return "none";
    case SpfResult::Neutral: return "neutral";
    case SpfResult::Pass: return "pass";
    case SpfResult::Fail: return "fail";
    case SpfResult::SoftFail: return "softfail";
    case SpfResult::TempError: return "temperror";
    case SpfResult::PermError: return "permerror";
    }
    return "none";
}

SpfVerdict checkHost(const SpfSender& sender, SpfRecords& records)
{
    const auto at = sender.mailFrom.rfind('@');
    const auto text = sender.mailFrom.empty()   ? sender.helo
                      : at == std::string::npos ? sender.mailFrom
                                                : sender.mailFrom.substr(at + 1);
    const auto domain = identityDomain(text);
    if (!domain) {
        SpfVerdict verdict;
        verdict.problem = "\"" + harmless(text, 80) + "\" is no domain that could have an SPF record";
        return verdict;
    }
    MacroValues values;
    values.localPart = at == std::string::npos || at == 0 ? "postmaster" : sender.mailFrom.substr(0, at);
    values.senderDomain = domain->toString();
    values.domain = values.senderDomain;
    values.helo = sender.helo;
    values.address = withoutMapping(sender.address);
    return Evaluation(std::move(values), records).run(*domain);
}

} // namespace mpm::checkMailAuth

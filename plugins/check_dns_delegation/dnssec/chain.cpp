// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/chain.hpp"

#include "check/range.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <iterator>

namespace mpm::checkDnsDelegation {
namespace {

using State = SignatureCheck::State;

bool isSound(const SignatureCheck& check)
{
    return check.state == State::Valid || check.state == State::Unsupported;
}

/// Why the zone's key with this tag is not used, if it has one.
std::string whyUnused(const std::vector<DnsRecord>& keys, std::uint16_t tag, RecordType type)
{
    for (const auto& record : keys) {
        const auto& key = *record.as<DnskeyRecord>();
        if (key.keyTag == tag) {
            return mpm::whyUnused(key, type);
        }
    }
    return "";
}

/// What is wrong with signatures none of which is sound.
ChainFault faultOf(const std::vector<SignatureCheck>& checks, RecordType type, const std::vector<DnsRecord>& keys,
                   EpochSeconds now)
{
    const auto set = "the " + toString(type) + " records";
    const auto command = toString(type) + " +dnssec";
    const auto with = [&](State state) {
        return std::find_if(checks.begin(), checks.end(), [=](const auto& check) { return check.state == state; });
    };
    const auto by = [](const SignatureCheck& check) { return " by key " + std::to_string(check.keyTag); };
    if (checks.empty()) {
        return {&dnssecFindings.rrsigMissing, "gives no signature (RRSIG) of " + set, command};
    }
    if (const auto wrong = with(State::Wrong); wrong != checks.end()) {
        return {&dnssecFindings.rrsigInvalid, "has a signature" + by(*wrong) + " that does not fit " + set, command};
    }
    if (with(State::Expired) != checks.end()) {
        const auto latest = std::max_element(checks.begin(), checks.end(), [](const auto& a, const auto& b) {
            return (a.state == State::Expired ? a.expiration : 0) < (b.state == State::Expired ? b.expiration : 0);
        });
        return {&dnssecFindings.rrsigExpired,
                "has a signature" + by(*latest) + " of " + set + " that expired " + howLong(now - latest->expiration) +
                    " ago",
                command};
    }
    if (const auto early = with(State::NotYetValid); early != checks.end()) {
        return {&dnssecFindings.rrsigNotYetValid,
                "has a signature" + by(*early) + " of " + set + " that is valid only in " +
                    howLong(early->inception - now),
                command};
    }
    const auto why = whyUnused(keys, checks.front().keyTag, type);
    return {&dnssecFindings.rrsigInvalid,
            "has a signature of " + set + by(checks.front()) + ", which " +
                (why.empty() ? "the zone does not have" : why),
            command};
}

bool anySound(const std::vector<SignatureCheck>& checks)
{
    return std::any_of(checks.begin(), checks.end(), isSound);
}

/// The last of the sound signatures to expire; without any, the last that has expired.
std::optional<SignatureEnd> endOf(const std::vector<SignatureCheck>& checks, RecordType type)
{
    const bool sound = anySound(checks);
    std::optional<SignatureEnd> end;
    for (const auto& check : checks) {
        const bool counts = sound ? isSound(check) : check.state == State::Expired;
        if (counts && (!end || check.expiration > end->at)) {
            end = SignatureEnd{type, check.keyTag, check.expiration};
        }
    }
    return end;
}

/// Keys that a DS at the parent names, though its digest is of something else.
std::vector<DnsRecord> namedBy(const std::vector<DsRecord>& ds, const std::vector<DnsRecord>& keys)
{
    std::vector<DnsRecord> named;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(named), [&](const DnsRecord& key) {
        const auto* value = key.as<DnskeyRecord>();
        return value != nullptr && std::any_of(ds.begin(), ds.end(), [&](const DsRecord& one) {
                   return one.keyTag == value->keyTag && one.algorithm == value->algorithm;
               });
    });
    return named;
}

std::string tagsOf(const std::vector<DsRecord>& ds)
{
    std::vector<std::string> tags;
    for (const auto& one : ds) {
        tags.push_back(std::to_string(one.keyTag));
    }
    return listed(tags);
}

/// Signatures by the keys that a DS vouches for; without DS any key will do.
std::vector<SignatureCheck> trusted(std::vector<SignatureCheck> checks, const std::vector<DsRecord>& matched)
{
    std::erase_if(checks, [&](const SignatureCheck& check) {
        return std::none_of(matched.begin(), matched.end(), [&](const DsRecord& ds) {
            return ds.keyTag == check.keyTag && ds.algorithm == check.algorithm;
        });
    });
    return checks;
}

/// Over a set that is not all here no signature can be computed, and none is taken for sound.
bool isTooLarge(const DnsAnswer& answer)
{
    return answer.message.answersLeftOut > 0;
}

ChainFault tooLarge(const DnsAnswer& answer)
{
    const auto type = toString(answer.question.type);
    return {&dnssecFindings.rrsigInvalid,
            "gives " + std::to_string(answer.message.answer.size() + answer.message.answersLeftOut) + " records for " +
                type + ", so many that nobody can tell whether they are signed",
            type + " +dnssec"};
}

/// Whether a key that is not revoked signs the DNSKEY records; whether it does so rightly is nobody's question. Without
/// one BIND takes none of the keys (RFC 5011 section 2.1).
bool signsUnrevoked(const std::vector<SignatureCheck>& checks, const std::vector<DnsRecord>& keys)
{
    return std::any_of(keys.begin(), keys.end(), [&](const DnsRecord& record) {
        const auto& key = *record.as<DnskeyRecord>();
        return !key.isRevoked() && std::any_of(checks.begin(), checks.end(), [&](const SignatureCheck& check) {
            return check.keyTag == key.keyTag && check.algorithm == key.algorithm;
        });
    });
}

/// From the DS to the DNSKEY set.
std::optional<ChainFault> judgeEntry(const Chain& chain, const std::vector<DsRecord>& ds,
                                     const std::vector<SignatureCheck>& checks, EpochSeconds now)
{
    if (ds.empty()) {
        return anySound(checks) ? std::nullopt : std::optional(faultOf(checks, RecordType::Dnskey, chain.keys, now));
    }
    if (chain.keys.empty()) {
        return ChainFault{&dnssecFindings.dsMismatch,
                          "has no DNSKEY, so it is not signed, but the parent has a DS for it (key " + tagsOf(ds) + ")",
                          "DNSKEY"};
    }
    if (const auto named = namedBy(ds, chain.keys); chain.matched.empty() && !named.empty()) {
        const auto why = mpm::whyUnused(*named.front().as<DnskeyRecord>(), RecordType::Dnskey);
        if (!why.empty()) {
            return ChainFault{&dnssecFindings.dsMismatch,
                              "has " + shownTags({named.front()}) + ", for which the parent has a DS, but the key " +
                                  why + ", so validators do not use it",
                              "DNSKEY"};
        }
        return ChainFault{&dnssecFindings.dsMismatch,
                          "has " + shownTags(named) + ", for which the parent has a DS, but with another digest",
                          "DNSKEY"};
    }
    if (chain.matched.empty()) {
        return ChainFault{&dnssecFindings.dsMismatch,
                          "has " + shownTags(chain.keys) + ", of which the parent's DS (key " + tagsOf(ds) +
                              ") matches none",
                          "DNSKEY"};
    }
    const auto own = trusted(checks, chain.matched);
    if (anySound(own) && !signsUnrevoked(checks, chain.keys)) {
        return ChainFault{&dnssecFindings.dsMismatch,
                          "signs the DNSKEY records only by a revoked key (" + tagsOf(chain.matched) +
                              "), to which the parent's DS leads: some validating resolvers (BIND) use no key then; "
                              "the next key-signing key must sign them, too",
                          "DNSKEY +dnssec"};
    }
    if (anySound(own)) {
        return std::nullopt;
    }
    if (own.empty() && !checks.empty()) {
        return ChainFault{&dnssecFindings.dsMismatch,
                          "does not sign the DNSKEY records by key " + tagsOf(chain.matched) +
                              ", to which the parent's DS leads",
                          "DNSKEY +dnssec"};
    }
    return faultOf(own, RecordType::Dnskey, chain.keys, now);
}

/// The keys by which a set is soundly signed.
std::vector<DnsRecord> soundSigners(const std::vector<SignatureCheck>& checks, const std::vector<DnsRecord>& keys)
{
    std::vector<DnsRecord> signers;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(signers), [&](const DnsRecord& record) {
        const auto* key = record.as<DnskeyRecord>();
        return key != nullptr && std::any_of(checks.begin(), checks.end(), [&](const SignatureCheck& check) {
                   return isSound(check) && check.keyTag == key->keyTag && check.algorithm == key->algorithm;
               });
    });
    return signers;
}

} // namespace

bool Chain::holds(const DnsRecord& key) const
{
    return std::any_of(keys.begin(), keys.end(), [&](const DnsRecord& one) { return one.rdata == key.rdata; });
}

std::string howLong(EpochSeconds span)
{
    const auto seconds = static_cast<double>(span < 0 ? -span : span);
    struct Unit {
        double seconds;
        const char* name;
    };
    for (const auto& unit : {Unit{86400, " day"}, Unit{3600, " hour"}, Unit{60, " minute"}}) {
        if (seconds >= unit.seconds) {
            const auto number = formatNumber(seconds / unit.seconds, 1);
            return number + unit.name + (number == "1" ? "" : "s");
        }
    }
    return "less than a minute";
}

bool anyUsable(const std::vector<DnsRecord>& keys)
{
    return std::any_of(keys.begin(), keys.end(), [](const DnsRecord& key) {
        return mpm::whyUnused(*key.as<DnskeyRecord>(), RecordType::Dnskey).empty();
    });
}

std::string shownTags(const std::vector<DnsRecord>& keys)
{
    std::vector<std::string> tags;
    for (const auto& key : keys) {
        tags.push_back(std::to_string(key.as<DnskeyRecord>()->keyTag));
    }
    return (tags.size() == 1 ? "key " : "keys ") + listed(tags);
}

std::optional<Chain> followChain(const ServerAddressSeen& address, const std::vector<DsRecord>& ds,
                                 SignatureChecker& checker)
{
    const auto* dnskey = address.at(Topic::Dnskey);
    if (dnskey != nullptr && !dnskey->aliases().empty()) {
        return std::nullopt; // an alias at the zone's name hides the keys
    }
    if (dnskey == nullptr || !dnskey->isConclusive() || !dnskey->message.authoritative || !dnskey->message.edns) {
        return std::nullopt;
    }
    const auto& zone = dnskey->question.name;
    Chain chain;
    chain.keys = dnskey->outcome == DnsOutcome::Answered ? dnskey->records() : std::vector<DnsRecord>();
    if (ds.empty() && !anyUsable(chain.keys)) {
        return chain; // unsigned, or as good as
    }
    std::copy_if(ds.begin(), ds.end(), std::back_inserter(chain.matched),
                 [&](const DsRecord& one) { return leadsToAny(one, chain.keys); });
    std::vector<std::uint16_t> vouchedFor;
    std::transform(chain.matched.begin(), chain.matched.end(), std::back_inserter(vouchedFor),
                   [](const DsRecord& one) { return one.keyTag; });
    const auto over = [&](const DnsAnswer& answer, RecordType type) {
        return checker.check(answer.message.answer, zone, type, chain.keys, vouchedFor);
    };
    const auto keep = [&](const std::optional<SignatureEnd>& end) {
        if (end && (!chain.firstEnd || end->at < chain.firstEnd->at)) {
            chain.firstEnd = end;
        }
    };
    const auto entry = over(*dnskey, RecordType::Dnskey);
    chain.fault = isTooLarge(*dnskey) ? tooLarge(*dnskey) : judgeEntry(chain, ds, entry, checker.now());
    chain.entries = soundSigners(entry, chain.keys);
    keep(endOf(chain.matched.empty() ? entry : trusted(entry, chain.matched), RecordType::Dnskey));
    for (const auto topic : {Topic::Soa, Topic::Ns}) {
        const auto* answer = address.at(topic);
        if (answer == nullptr || answer->outcome != DnsOutcome::Answered || !answer->message.edns) {
            continue;
        }
        const auto checks = over(*answer, answer->question.type);
        keep(endOf(checks, answer->question.type));
        chain.signers.push_back(soundSigners(checks, chain.keys));
        if (!chain.fault && !anySound(checks)) {
            chain.fault = isTooLarge(*answer) ? tooLarge(*answer)
                                              : faultOf(checks, answer->question.type, chain.keys, checker.now());
        }
    }
    return chain;
}

} // namespace mpm::checkDnsDelegation

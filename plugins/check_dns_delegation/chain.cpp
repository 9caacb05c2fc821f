// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/chain.hpp"

#include "check/ascii.hpp"
#include "check/range.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <iterator>

namespace mpm::checkDnsDelegation {
namespace {

using namespace dnssecFinding;
using State = SignatureCheck::State;

bool isSound(const SignatureCheck& check)
{
    return check.state == State::Valid || check.state == State::Unsupported;
}

std::string days(EpochSeconds seconds)
{
    return formatNumber(static_cast<double>(seconds) / 86400, 1) + " days";
}

/// What is wrong with signatures none of which is sound.
ChainFault faultOf(const std::vector<SignatureCheck>& checks, RecordType type, EpochSeconds now)
{
    const auto set = "the " + toString(type) + " records";
    const auto command = toString(type) + " +dnssec";
    const auto with = [&](State state) {
        return std::find_if(checks.begin(), checks.end(), [=](const auto& check) { return check.state == state; });
    };
    const auto by = [](const SignatureCheck& check) { return " by key " + std::to_string(check.keyTag); };
    if (checks.empty()) {
        return {&rrsigMissing, "gives no signature (RRSIG) of " + set, command};
    }
    if (const auto wrong = with(State::Wrong); wrong != checks.end()) {
        return {&rrsigInvalid, "the signature" + by(*wrong) + " does not fit " + set, command};
    }
    if (with(State::Expired) != checks.end()) {
        const auto latest = std::max_element(checks.begin(), checks.end(), [](const auto& a, const auto& b) {
            return (a.state == State::Expired ? a.expiration : 0) < (b.state == State::Expired ? b.expiration : 0);
        });
        return {&rrsigExpired,
                "the signature" + by(*latest) + " of " + set + " expired " + days(now - latest->expiration) + " ago",
                command};
    }
    if (const auto early = with(State::NotYetValid); early != checks.end()) {
        return {&rrsigNotYetValid,
                "the signature" + by(*early) + " of " + set + " is valid only in " + days(early->inception - now),
                command};
    }
    return {&rrsigInvalid, "the signature of " + set + " is" + by(checks.front()) + ", which the zone does not have",
            command};
}

std::optional<EpochSeconds> latestSound(const std::vector<SignatureCheck>& checks)
{
    std::optional<EpochSeconds> latest;
    for (const auto& check : checks) {
        if (isSound(check)) {
            latest = std::max(latest.value_or(check.expiration), check.expiration);
        }
    }
    return latest;
}

std::string tagsOf(const std::vector<DsRecord>& ds)
{
    std::vector<std::string> tags;
    for (const auto& one : ds) {
        tags.push_back(std::to_string(one.keyTag));
    }
    return join(tags, ", ");
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

/// From the DS to the DNSKEY set.
std::optional<ChainFault> judgeEntry(const Chain& chain, const std::vector<DsRecord>& ds,
                                     const std::vector<SignatureCheck>& checks, EpochSeconds now)
{
    if (ds.empty()) {
        return latestSound(checks) ? std::nullopt : std::optional(faultOf(checks, RecordType::Dnskey, now));
    }
    if (chain.keys.empty()) {
        return ChainFault{&dsMismatch,
                          "the parent has a DS (key " + tagsOf(ds) +
                              "), but the zone has no DNSKEY: "
                              "it is not signed",
                          "DNSKEY"};
    }
    if (chain.matched.empty()) {
        return ChainFault{
            &dsMismatch, "the parent's DS (key " + tagsOf(ds) + ") matches none of the zone's " + shownTags(chain.keys),
            "DNSKEY"};
    }
    const auto own = trusted(checks, chain.matched);
    if (latestSound(own)) {
        return std::nullopt;
    }
    if (own.empty() && !checks.empty()) {
        return ChainFault{&dsMismatch,
                          "the parent's DS leads to key " + tagsOf(chain.matched) +
                              ", which does not sign the DNSKEY records",
                          "DNSKEY +dnssec"};
    }
    return faultOf(own, RecordType::Dnskey, now);
}

} // namespace

std::string shownTags(const std::vector<DnsRecord>& keys)
{
    std::vector<std::string> tags;
    for (const auto& key : keys) {
        tags.push_back(std::to_string(key.as<DnskeyRecord>()->keyTag));
    }
    return (tags.size() == 1 ? "key " : "keys ") + join(tags, ", ");
}

std::optional<Chain> followChain(const AddressSeen& address, const std::vector<DsRecord>& ds, EpochSeconds now)
{
    const auto* dnskey = address.at(Topic::Dnskey);
    if (dnskey == nullptr || !dnskey->isConclusive() || !dnskey->message.authoritative || !dnskey->message.edns) {
        return std::nullopt;
    }
    const auto& zone = dnskey->question.name;
    Chain chain;
    chain.keys = dnskey->outcome == DnsOutcome::Answered ? dnskey->records() : std::vector<DnsRecord>();
    if (chain.keys.empty() && ds.empty()) {
        return chain;
    }
    std::copy_if(ds.begin(), ds.end(), std::back_inserter(chain.matched), [&](const DsRecord& one) {
        return std::any_of(chain.keys.begin(), chain.keys.end(),
                           [&](const DnsRecord& key) { return isDigestOf(one, key); });
    });
    const auto over = [&](const DnsAnswer& answer, RecordType type) {
        return checkSignatures(answer.message.answer, zone, type, chain.keys, now);
    };
    const auto keep = [&](const std::optional<EpochSeconds>& latest) {
        if (latest) {
            chain.expiration = std::min(chain.expiration.value_or(*latest), *latest);
        }
    };
    const auto entry = over(*dnskey, RecordType::Dnskey);
    chain.fault = judgeEntry(chain, ds, entry, now);
    keep(latestSound(chain.matched.empty() ? entry : trusted(entry, chain.matched)));
    for (const auto topic : {Topic::Soa, Topic::Ns}) {
        const auto* answer = address.at(topic);
        if (answer == nullptr || answer->outcome != DnsOutcome::Answered || !answer->message.edns) {
            continue;
        }
        const auto checks = over(*answer, answer->question.type);
        keep(latestSound(checks));
        if (!chain.fault && !latestSound(checks)) {
            chain.fault = faultOf(checks, answer->question.type, now);
        }
    }
    return chain;
}

} // namespace mpm::checkDnsDelegation

// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/observation.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mx/address_state.hpp"
#include "survey/describe.hpp"

#include <set>

namespace mpm::checkMx {
namespace {

std::string_view toString(MxSet::State state)
{
    switch (state) {
    case MxSet::State::Found: return "found";
    case MxSet::State::Implicit: return "implicit";
    case MxSet::State::Null: return "null";
    case MxSet::State::NullMixed: return "null-mixed";
    case MxSet::State::None: return "none";
    case MxSet::State::NoSuchDomain: return "no-such-domain";
    case MxSet::State::Failed: return "failed";
    }
    return "failed";
}

std::string greetingOf(const AddressSeen& address)
{
    const auto* greeting = address.visit ? address.visit->at(Step::Greeting) : nullptr;
    return greeting != nullptr && greeting->reply ? greeting->reply->shown() : "";
}

Row describe(const HostSeen& host)
{
    return {{"host", host.host},
            {"preference", std::int64_t{host.exchange->preference}},
            {"addresses", static_cast<std::int64_t>(host.addresses.size())},
            {"takes_mail", takesMail(host)},
            {"alias_of", host.aliases.empty() ? std::string() : host.aliases.back().toString()},
            {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : std::string()},
            {"ttl", std::int64_t{host.ttl.value_or(0)}},
            {"resolve", host.resolve.count()}};
}

Row describe(const AddressSeen& address, const HostSeen& host)
{
    const auto* greeting = address.visit ? address.visit->at(Step::Greeting) : nullptr;
    Row row{{"host", host.host},
            {"preference", std::int64_t{host.exchange->preference}},
            {"address", address.address.toString()},
            {"family", std::string(address.address.family() == Family::IPv4 ? "ipv4" : "ipv6")},
            {"global", address.address.isGlobal()},
            {"state", std::string(checkMx::toString(stateOf(address)))},
            {"outcome", outcome(address)},
            {"greeting", greetingOf(address)},
            {"connect", address.visit ? address.visit->connect.count() : 0},
            {"greeting_seconds", greeting != nullptr ? greeting->seconds.count() : 0}};
    append(row, columnsOf(address.reverse));
    return row;
}

Row describe(const SendersByFamily& sender)
{
    return {{"sender", sender.name},
            {"delivers", sender.via != nullptr},
            {"host", sender.reaches != nullptr ? sender.reaches->host : std::string()},
            {"address", sender.via != nullptr ? sender.via->address.toString() : std::string()},
            {"state", sender.via != nullptr ? std::string(checkMx::toString(stateOf(*sender.via)))
                                            : std::string(sender.addresses > 0 ? "no-way" : "no-address")},
            {"failures", harmless(join(sender.failures, "; "), 1024)}};
}

} // namespace

std::vector<BlocklistAnswer> Observation::listingsOf(const IpAddress& address) const
{
    const auto here = listings.find(address);
    return here == listings.end() ? std::vector<BlocklistAnswer>() : here->second;
}

std::vector<Listing> listingsIn(const Observation& seen)
{
    std::vector<Listing> all;
    std::set<IpAddress> ofHosts;
    const auto add = [&](const std::string& subject, const IpAddress& address) {
        for (const auto& answer : seen.listingsOf(address)) {
            all.push_back({subject, address, answer});
        }
    };
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            add(subjectOf(host, address), address.address);
            ofHosts.insert(address.address);
        }
    }
    for (const auto& address : seen.furtherAddresses) {
        if (!ofHosts.contains(address)) {
            add("[" + address.toString() + "]", address);
        }
    }
    for (const auto& answer : seen.nameListings) {
        all.push_back({seen.target, std::nullopt, answer});
    }
    return all;
}

Observations describe(const Observation& seen, FamilyChoice families)
{
    Observations observations;
    observations.facts = {{"domain", seen.target},
                          {"mx_state", std::string(toString(seen.mx->state))},
                          {"mx_failure", seen.mx->failure ? seen.mx->failure->detail : std::string()}};
    for (const auto* name : {"mx", "hosts", "addresses", "senders", "blocklists"}) {
        observations.table(name);
    }
    for (const auto& record : seen.mx->records) {
        observations.table("mx").push_back({{"preference", std::int64_t{record.preference}},
                                            {"exchange", record.exchange.toString()},
                                            {"ttl", std::int64_t{seen.mx->ttl.value_or(0)}}});
    }
    for (const auto& host : seen.hosts) {
        observations.table("hosts").push_back(describe(host));
        for (const auto& address : host.addresses) {
            observations.table("addresses").push_back(describe(address, host));
        }
    }
    for (const auto& [subject, address, answer] : listingsIn(seen)) {
        observations.table("blocklists")
            .push_back({{"zone", answer.zone},
                        {"address", address ? address->toString() : std::string()},
                        {"domain", address ? std::string() : subject},
                        {"listed", answer.state == BlocklistAnswer::State::Listed},
                        {"code", answer.code},
                        {"reason", answer.reason}});
    }
    for (const auto& sender : walkAsSenders(seen.hosts, families)) {
        observations.table("senders").push_back(describe(sender));
    }
    return observations;
}

} // namespace mpm::checkMx

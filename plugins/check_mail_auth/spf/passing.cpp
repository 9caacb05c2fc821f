// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/passing.hpp"

#include "check/peer_text.hpp"
#include "check_mail_auth/spf/evaluate.hpp"
#include "check_mail_auth/spf/macro.hpp"
#include "check_mail_auth/spf/select.hpp"
#include "check_mail_auth/spf/tree.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace mpm::checkMailAuth {
namespace {

constexpr std::size_t mostNetworks = 4096;
constexpr std::size_t mostWide = 20;
constexpr unsigned widestIpv4 = 8;
constexpr unsigned widestIpv6 = 19;

class Collector {
public:
    explicit Collector(SpfRecords& records) : records_(records) {}

    SpfPassing run(const DnsName& domain)
    {
        waiting_.push_back({domain, "", 0});
        for (std::size_t i = 0; i < waiting_.size(); ++i) {
            visit(Place(waiting_[i]), i == 0);
        }
        for (const auto family : {Family::IPv4, Family::IPv6}) {
            if (passing_.everybody.empty() && coverAll(networks_, family)) {
                passing_.everybody = std::string("networks that together hold every ") +
                                     (family == Family::IPv4 ? "IPv4" : "IPv6") + " address";
            }
        }
        return std::move(passing_);
    }

private:
    /// A record whose passes are the domain's, and the term that leads there.
    struct Place {
        DnsName domain;
        std::string by; ///< the term of the domain's own record that led there; octets of a stranger
        unsigned depth = 0;
    };

    void visit(const Place& place, bool own)
    {
        if (!seen_.insert(place.domain).second) {
            return;
        }
        const auto kept = records_.at(place.domain);
        const auto& selection = *kept;
        if (selection.state != SpfSelection::State::Sound) {
            return;
        }
        for (const auto& term : selection.record.terms) {
            if (term.qualifier == SpfQualifier::Pass) {
                take(term, place, own);
            }
            if (term.mechanism == SpfMechanism::All) {
                return;
            }
        }
        if (!selection.record.redirect.empty()) {
            lead(selection.record.redirect, "redirect=" + selection.record.redirect, place);
        }
    }

    void take(const SpfTerm& term, const Place& place, bool own)
    {
        const auto& text = term.text;
        switch (term.mechanism) {
        case SpfMechanism::All: everybodyBy(text, place); break;
        case SpfMechanism::Include: lead(term.domain, term.text, place); break;
        case SpfMechanism::Ip4:
        case SpfMechanism::Ip6: add(*term.network, text, place, own); break;
        case SpfMechanism::A:
        case SpfMechanism::Mx: takeAround(term, text, place, own); break;
        case SpfMechanism::Exists:
            if (const auto name = nameForAnyAddress(term.domain, place.domain, waiting_.front().domain)) {
                const auto* answer = records_.look(*name, RecordType::A);
                if (answer != nullptr && answer->outcome == DnsOutcome::Answered) {
                    everybodyBy(text, place);
                }
            }
            break;
        case SpfMechanism::Ptr: break;
        }
    }

    /// The networks around the hosts of `a` and `mx`, where they are wide.
    void takeAround(const SpfTerm& term, const std::string& text, const Place& place, bool own)
    {
        // Whose address it is does not matter where none of its bits counts.
        if (term.bits4 == 0) {
            add({*IpAddress::parse("0.0.0.0"), 0}, text, place, own);
        }
        if (term.bits6 == 0) {
            add({*IpAddress::parse("::"), 0}, text, place, own);
        }
        const auto name = nameForAll(term.domain, place.domain);
        if (!name || (term.bits4 > widestIpv4 && term.bits6 > widestIpv6)) {
            return;
        }
        std::vector<DnsName> hosts{*name};
        if (term.mechanism == SpfMechanism::Mx) {
            const auto* answer = records_.look(*name, RecordType::Mx);
            hosts = answer == nullptr ? std::vector<DnsName>() : exchangesOf(*answer);
            hosts.resize(std::min<std::size_t>(hosts.size(), mostNamesOfTerm), *name);
        }
        for (const auto& host : hosts) {
            for (const auto& [type, bits, widest] : {std::tuple{RecordType::A, term.bits4, widestIpv4},
                                                     std::tuple{RecordType::Aaaa, term.bits6, widestIpv6}}) {
                const auto* answer = bits <= widest ? records_.look(host, type) : nullptr;
                for (const auto& record :
                     answer == nullptr ? std::vector<AddressRecord>() : answer->values<AddressRecord>()) {
                    add({record.address, bits}, text, place, own);
                }
            }
        }
    }

    void add(const Network& network, const std::string& text, const Place& place, bool own)
    {
        if (networks_.size() < mostNetworks) {
            networks_.push_back(network);
        }
        const bool four = network.address.family() == Family::IPv4;
        if (network.bits == 0) {
            everybodyBy(text, place);
        } else if (network.bits <= (four ? widestIpv4 : widestIpv6) && passing_.wide.size() < mostWide) {
            passing_.wide.push_back({place.domain.toString(), harmless(text, 200), own});
        }
    }

    void lead(const std::string& spec, const std::string& text, const Place& place)
    {
        constexpr std::size_t mostWaiting = 1000;
        if (place.depth >= mostSpfDepth || waiting_.size() >= mostWaiting) {
            return; // before the work of making a name
        }
        if (const auto next = nameForAll(spec, place.domain)) {
            waiting_.push_back({*next, place.by.empty() ? text : place.by, place.depth + 1});
        }
    }

    void everybodyBy(const std::string& term, const Place& place)
    {
        if (passing_.everybody.empty()) {
            passing_.ownTerm = place.by.empty() ? term : place.by;
            const auto text = harmless(term, 200);
            passing_.everybody = place.by.empty() ? "\"" + text + "\""
                                                  : "\"" + harmless(place.by, 200) + "\", with \"" + text +
                                                        "\" in the record of " + place.domain.toString();
        }
    }

    SpfRecords& records_;
    SpfPassing passing_;
    std::vector<Network> networks_;
    std::vector<Place> waiting_;
    std::set<DnsName> seen_;
};

} // namespace

SpfPassing whoPasses(const DnsName& domain, SpfRecords& records)
{
    return Collector(records).run(domain);
}

} // namespace mpm::checkMailAuth

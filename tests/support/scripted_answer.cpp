// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_answer.hpp"

#include "check/append.hpp"
#include "dns/wire.hpp"

#include <algorithm>

namespace mpm::test {
namespace {

struct Question {
    DnsName name;
    RecordType type = RecordType::A;
    bool edns = false;
    bool wantsSignatures = false;
    bool wantsRecursion = false;
};

Question readQuestion(std::string_view query)
{
    const auto end = nameEnd(query, headerSize);
    Question question;
    std::string name(query.substr(headerSize, end - headerSize));
    question.name = *DnsName::fromWire(name);
    question.type = static_cast<RecordType>(octetsToU16(query.substr(end)));
    question.edns = octetsToU16(query.substr(10)) != 0;
    const auto opt = end + 4;
    question.wantsSignatures = question.edns && (octetsToU32(query.substr(opt + 5)) & 0x8000U) != 0;
    question.wantsRecursion = (octetsToU16(query.substr(2)) & 0x0100U) != 0;
    return question;
}

/// One answer in the making.
class Answerer {
public:
    Answerer(const Question& question, const Quirks& quirks, std::string_view query, bool overTcp)
        : question_(question), quirks_(quirks), overTcp_(overTcp), reply_(query)
    {
        reply_.clear(bitRecursionAvailable).clear(0x0100);
    }

    DnsReply& reply() { return reply_; }

    void fromZone(const ZoneData& zone)
    {
        const auto cut = zone.cutAbove(question_.name);
        const bool atParent = cut && question_.type == RecordType::Ds && *cut == question_.name;
        if (cut && !atParent) {
            refer(zone, *cut);
            return;
        }
        if (!quirks_.notAuthoritative && !quirks_.withoutAuthority.contains(question_.type)) {
            reply_.set(bitAuthoritative);
        }
        auto name = question_.name;
        const bool hidden = quirks_.aliasLast && !zone.at(name, question_.type).empty();
        if (const auto alias = zone.at(name, RecordType::Cname); !alias.empty() && !hidden) {
            add(zone, alias, &DnsReply::rawAnswer);
            return;
        }
        const bool isLeftOut = question_.type == RecordType::Ds && quirks_.noDsOverUdp && !overTcp_;
        if (isLeftOut) {
            return;
        }
        if (const auto records = zone.at(name, question_.type); !records.empty()) {
            add(zone, records, &DnsReply::rawAnswer);
            return;
        }
        if (!zone.holds(name) && expand(zone)) {
            return;
        }
        reply_.rcode(zone.holds(name) ? 0 : 3);
        add(zone, zone.at(zone.origin(), RecordType::Soa), &DnsReply::rawAuthority);
        if (const auto* nsec = zone.nsecFor(name); nsec != nullptr && question_.wantsSignatures && !quirks_.noProofs) {
            add(zone, {nsec}, &DnsReply::rawAuthority);
            if (const auto* apex = zone.nsecFor(zone.origin()); apex != nullptr && apex != nsec) {
                add(zone, {apex}, &DnsReply::rawAuthority); // no wildcard either
            }
        }
        for (const auto* nsec3 : zone.nsec3s()) {
            if (question_.wantsSignatures && !quirks_.noProofs) {
                add(zone, {nsec3}, &DnsReply::rawAuthority);
            }
        }
    }

private:
    using AddRaw = DnsReply& (DnsReply::*)(std::string);

    void add(const ZoneData& zone, const std::vector<const ZoneRecord*>& records, AddRaw to)
    {
        for (const auto* record : records) {
            (reply_.*to)(record->octets);
        }
        if (!records.empty() && question_.wantsSignatures && !quirks_.noSignatures) {
            for (const auto* signature : zone.signatures(records.front()->owner, records.front()->type)) {
                (reply_.*to)(signature->octets);
            }
        }
    }

    /// From a wildcard, with the proof that there is no closer name (RFC 4035 section 3.1.3.3).
    bool expand(const ZoneData& zone)
    {
        auto closest = question_.name.parent();
        while (!zone.holds(closest)) {
            closest = closest.parent();
        }
        const auto wildcard = *DnsName::parse("*").under(closest);
        auto records = zone.at(wildcard, question_.type);
        if (records.empty()) {
            return false;
        }
        if (question_.wantsSignatures && !quirks_.noSignatures) {
            append(records, zone.signatures(wildcard, question_.type));
        }
        for (const auto* record : records) {
            reply_.rawAnswer(question_.name.wire() + record->octets.substr(wildcard.wire().size()));
        }
        if (question_.wantsSignatures && !quirks_.noProofs) {
            if (const auto* nsec = zone.nsecFor(question_.name); nsec != nullptr) {
                add(zone, {nsec}, &DnsReply::rawAuthority);
            }
            for (const auto* nsec3 : zone.nsec3s()) {
                add(zone, {nsec3}, &DnsReply::rawAuthority);
            }
        }
        return true;
    }

    /// How many records go out, of so many.
    std::size_t fitting(std::size_t all, std::optional<std::size_t> overUdp) const
    {
        return overTcp_ ? all : std::min(all, overUdp.value_or(all));
    }

    void refer(const ZoneData& zone, const DnsName& cut)
    {
        if (quirks_.authoritativeReferrals) {
            reply_.set(bitAuthoritative);
        }
        auto servers = zone.at(cut, RecordType::Ns);
        servers.resize(fitting(servers.size(), quirks_.serversOverUdp));
        std::vector<const ZoneRecord*> glue;
        for (const auto* ns : servers) {
            if (quirks_.referral == Quirks::Referral::InAnswer && question_.type == RecordType::Ns) {
                reply_.rawAnswer(ns->octets);
            } else {
                reply_.rawAuthority(ns->octets);
            }
            for (const auto type : {RecordType::A, RecordType::Aaaa}) {
                append(glue, zone.at(*DnsName::fromWire(ns->data), type));
            }
        }
        glue.resize(fitting(glue.size(), quirks_.glueOverUdp));
        for (const auto* address : glue) {
            reply_.rawAdditional(address->octets);
        }
        if (question_.wantsSignatures && !(quirks_.noDsOverUdp && !overTcp_)) {
            add(zone, zone.at(cut, RecordType::Ds), &DnsReply::rawAuthority);
        }
        if (quirks_.referral == Quirks::Referral::WithSoa) {
            add(zone, zone.at(zone.origin(), RecordType::Soa), &DnsReply::rawAuthority);
        }
    }

    const Question& question_;
    const Quirks& quirks_;
    bool overTcp_;
    DnsReply reply_;
};

/// The deepest zone that the name is in; for DS at a zone's name the one above, if it is here.
const ZoneData* zoneFor(const std::vector<const ZoneData*>& zones, const Question& question)
{
    const ZoneData* deepest = nullptr;
    for (const auto* zone : zones) {
        const bool within = question.name.isWithin(zone->origin());
        const bool own = question.type == RecordType::Ds && question.name == zone->origin();
        if (within && !own && (deepest == nullptr || zone->origin().isBelow(deepest->origin()))) {
            deepest = zone;
        }
    }
    if (deepest == nullptr) {
        for (const auto* zone : zones) {
            deepest = question.name == zone->origin() ? zone : deepest;
        }
    }
    return deepest;
}

} // namespace

std::optional<std::string> scriptedAnswer(const std::vector<const ZoneData*>& zones, const Quirks& quirks,
                                          std::string_view query, bool overTcp)
{
    const auto question = readQuestion(query);
    const bool silent = quirks.silent || (quirks.silentUdp && !overTcp) || quirks.drops.contains(question.type) ||
                        (quirks.dropsEdns && question.edns);
    if (silent) {
        return std::nullopt;
    }
    Answerer answerer(question, quirks, query, overTcp);
    auto& reply = answerer.reply();
    if (quirks.formErrOnEdns && question.edns) {
        return reply.rcode(1).octets();
    }
    const auto* zone = zoneFor(zones, question);
    const auto failure = quirks.fails.find(question.type);
    if (quirks.garbage) {
        return query.size() > 2
                   ? std::string(query.substr(0, 2)) + std::string("\x84\x00\0\1\0\1\0\0\0\0", 10) +
                         std::string(query.substr(headerSize, nameEnd(query, headerSize) + 4 - headerSize)) +
                         "\xC0\x0C\x00"
                   : std::string();
    }
    if (quirks.rcode != 0) {
        reply.rcode(quirks.rcode);
    } else if (failure != quirks.fails.end()) {
        reply.rcode(failure->second);
    } else if (quirks.empty) {
        reply.rcode(0);
    } else if (quirks.upward) {
        reply.authority(". 300 IN NS a.root.");
    } else if (quirks.cuts.contains(question.type) && !overTcp) {
        reply.set(bitTruncated).set(bitAuthoritative);
    } else if (zone != nullptr) {
        answerer.fromZone(*zone);
    } else if (quirks.recursive && question.wantsRecursion && quirks.recursionRcode != 0) {
        reply.rcode(quirks.recursionRcode);
    } else if (quirks.recursive && question.wantsRecursion) {
        reply.answer(". 300 IN NS a.root.");
        if (quirks.ownsAll) {
            reply.set(bitAuthoritative);
        }
    } else {
        reply.rcode(5);
    }
    if (quirks.recursive) {
        reply.set(bitRecursionAvailable);
    }
    if (question.edns && !quirks.ignoresEdns) {
        reply.edns();
    }
    return reply.octets();
}

} // namespace mpm::test

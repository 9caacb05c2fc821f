// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/judge_dnssec.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/redundancy.hpp"
#include "check/report.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/dnssec/chain.hpp"
#include "check_dns_delegation/dnssec/denial.hpp"
#include "check_dns_delegation/dnssec/judge_cds.hpp"
#include "check_dns_delegation/dnssec/judge_ds.hpp"
#include "check_dns_delegation/dnssec/judge_keys.hpp"
#include "check_dns_delegation/dnssec/unfollowed.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::size_t mostDs = 40;

/// What AddressFaults may hold here.
const std::vector<const FindingKind*>& findingsOfChains()
{
    static const std::vector<const FindingKind*> kinds{&dnssecFindings.dsMismatch,   &dnssecFindings.rrsigMissing,
                                                       &dnssecFindings.rrsigExpired, &dnssecFindings.rrsigNotYetValid,
                                                       &dnssecFindings.rrsigInvalid, &dnssecFindings.denialBroken};
    return kinds;
}

/// One run's judgement, step by step.
class DnssecJudge {
public:
    explicit DnssecJudge(const Assessment& assessment)
        : assessment_(assessment), checker_(assessment.seen.now),
          all_(parentDs(assessment.seen).value_or(std::vector<DsRecord>())), ds_(usable(all_)), faults_(assessment)
    {
        verdict_.hasDs = !ds_.empty();
        for (const auto* address : assessment.good) {
            if (auto chain = followChain(*address, followed(ds_), checker_)) {
                verdict_.isSigned = verdict_.isSigned || !chain->keys.empty();
                chains_.emplace_back(address, std::move(*chain));
            } else if (verdict_.hasDs && assessment.services.at(address->address).state == Service::State::Good) {
                lookAtUnfollowed(*address);
            }
        }
    }

    DnssecVerdict judge()
    {
        tell(judgeExpectedDs(assessment_, all_));
        if (!all_.empty() && ds_.empty()) {
            verdict_.countsAsUnsigned = true;
            tell({unusableDs(assessment_, all_, chains_)});
            return std::move(verdict_);
        }
        if (verdict_.isSigned || verdict_.hasDs) {
            judgeChains();
            judgeEnds();
            tell(judgeKeySets(assessment_, chains_));
            tell(judgeDsSet(assessment_, ds_, chains_));
            tell(judgeAlgorithms(assessment_, chains_));
            tell(judgeCds(assessment_, all_));
        }
        if (verdict_.isSigned && !verdict_.hasDs) {
            tell(judgeAbsentDs(assessment_, chains_));
        } else if (!verdict_.isSigned && !verdict_.hasDs && !chains_.empty()) {
            tell({found(dnssecFindings.dnssecMissing, zone(), "is not signed", assessment_.dig("DNSKEY"))});
        }
        return std::move(verdict_);
    }

private:
    std::string zone() const { return assessment_.seen.zone.toString(); }

    void tell(std::vector<Finding> findings) { append(verdict_.findings, std::move(findings)); }

    /// A server without DNSKEY records to follow: validators that ask it have no keys.
    void lookAtUnfollowed(const ServerAddressSeen& address)
    {
        const auto unfollowed = whyUnfollowed(address, assessment_.seen.hurried);
        if (!unfollowed) {
            return; // nobody knows
        }
        unsound_.insert(address.address);
        if (unfollowed->toldAs == nullptr) {
            faults_.add(dnssecFindings.rrsigMissing, address.address, unfollowed->words, "DNSKEY +dnssec");
        } else {
            toldElsewhere_.emplace_back(&address, *unfollowed);
        }
    }

    void judgeChains()
    {
        std::optional<Nsec3Record> iterated; // the first server's that hashes more than once
        for (const auto& [address, chain] : chains_) {
            const bool unsignedCopy = chain.keys.empty() && !verdict_.hasDs; // while others are signed
            if (unsignedCopy) {
                faults_.add(dnssecFindings.rrsigMissing, address->address,
                            "serves the zone unsigned, others serve it signed", "DNSKEY");
            } else if (chain.fault) {
                faults_.add(*chain.fault->kind, address->address, chain.fault->message, chain.fault->command);
            } else {
                const auto nsec3 = judgeDenial(*address, chain);
                iterated = iterated ? iterated : nsec3;
            }
            if (chain.firstEnd) {
                const auto left = daysTo(*chain.firstEnd);
                verdict_.rrsigDays = std::min(verdict_.rrsigDays.value_or(left), left);
            }
        }
        if (iterated) {
            judgeIterations(*iterated);
        }
        tell(weighed(faults_.findings()));
    }

    /// What a fault means goes by the servers whose chain is sound, whatever breaks it at the others.
    std::vector<Finding> weighed(std::vector<Finding> findings)
    {
        if (!verdict_.hasDs) {
            std::for_each(findings.begin(), findings.end(), degrade); // nobody validates yet
            return findings;
        }
        const auto total = assessment_.good.size();
        for (const auto* address : assessment_.good) {
            const bool faulty = std::any_of(findingsOfChains().begin(), findingsOfChains().end(),
                                            [&](const auto* kind) { return faults_.has(*kind, address->address); });
            if (faulty) {
                unsound_.insert(address->address);
            }
        }
        const auto sound = total - unsound_.size();
        for (auto& finding : findings) {
            if (sound == 0) {
                finding.status = Status::Critical;
                finding.headline = finding.subject == zone() ? ""
                                   : total == 1
                                       ? finding.message
                                       : finding.message + "; none of " + std::to_string(total) + " addresses is right";
            } else if (finding.subject != zone()) {
                finding.headline = finding.message + "; " + std::to_string(sound) + " of " + std::to_string(total) +
                                   " addresses " + (sound == 1 ? "is" : "are") + " right";
            }
            if (sound == 0 && finding.id == dnssecFindings.dsMismatch.id) {
                finding.remedy += dsToEnter(chains_);
            }
        }
        if (sound == 0 && findings.empty() && !isToldAsCritical(toldElsewhere_)) {
            findings.push_back(nobodyHasKeys(assessment_, toldElsewhere_));
        }
        verdict_.unsound = unsound_;
        return findings;
    }

    double daysTo(const SignatureEnd& end) const { return static_cast<double>(end.at - assessment_.seen.now) / 86400; }

    /// Signatures that are good, but not for long. Those that have expired are told as such.
    void judgeEnds()
    {
        std::vector<std::pair<const ServerAddressSeen*, SignatureEnd>> soon;
        for (const auto& [address, chain] : chains_) {
            if (!chain.firstEnd || chain.firstEnd->at <= assessment_.seen.now) {
                continue;
            }
            if (breachAt(*chain.firstEnd).has_value()) {
                soon.emplace_back(address, *chain.firstEnd);
            }
        }
        const bool same =
            soon.size() > 1 && soon.size() == chains_.size() &&
            std::all_of(soon.begin(), soon.end(), [&](const auto& one) { return one.second == soon.front().second; });
        soon.resize(same ? 1 : soon.size());
        for (const auto& [address, end] : soon) {
            const auto type = toString(end.type);
            const auto all = same ? ", the same at " + allOf(chains_.size()) + " addresses of its name servers," : "";
            auto finding =
                found(dnssecFindings.rrsigExpiresSoon, same ? zone() : assessment_.seen.subjectOf(address->address),
                      "has a signature by key " + std::to_string(end.keyTag) + " of the " + type + " records" + all +
                          " that expires in " + howLong(end.at - assessment_.seen.now) + ": " + breachAt(end)->words);
            finding.status = breachAt(end)->status;
            tell({withCommand(std::move(finding), assessment_.dig(address->address, type + " +dnssec"))});
        }
    }

    struct Breach {
        Status status;
        std::string words;
    };

    std::optional<Breach> breachAt(const SignatureEnd& end) const
    {
        const auto metric = rrsigDaysMetric(daysTo(end), assessment_.policy);
        const auto status = metric.threshold.judge(metric.value);
        return status == Status::Ok ? std::nullopt : std::optional(Breach{status, breachOf(metric)});
    }

    /// The parameters of NSEC3 where the proof is hashed more than once.
    std::optional<Nsec3Record> judgeDenial(const ServerAddressSeen& address, const Chain& chain)
    {
        const auto* answer = address.at(Topic::Denial);
        if (answer == nullptr || !answer->message.edns) {
            return std::nullopt;
        }
        const auto check = checkDenial(*answer, chain.keys, checker_);
        const auto name = answer->question.name.toString();
        const auto say = [&](const std::string& words) {
            const auto what = check.isExpansion ? "answers for " + name + " from a wildcard, "
                                                : "says that " + name + " does not exist, ";
            faults_.add(dnssecFindings.denialBroken, address.address,
                        what + words + (check.isExpansion ? " that nothing is closer" : ""),
                        "A; dig +norec +dnssec @" + address.address.toString() + " " + name + " A");
        };
        using State = DenialCheck::State;
        switch (check.state) {
        case State::NoProof: say("without a proof (NSEC or NSEC3)"); break;
        case State::Unsigned:
            say(check.isExpansion ? "without a validly signed proof" : "with a proof that no valid signature covers");
            break;
        case State::StrangeProof:
            say(check.isExpansion
                    ? "with NSEC3 records that validators ignore, their hash or flags being unknown, as the only proof"
                    : "with NSEC3 records that validators ignore: their hash algorithm or flags are unknown");
            break;
        case State::WrongProof:
            say(check.isExpansion ? "with none among its proofs" : "with a proof that does not cover the name");
            break;
        case State::Proven:
        case State::NotADenial:
        case State::NotComputed: break;
        }
        return check.nsec3 && check.nsec3->iterations > 0 ? check.nsec3 : std::nullopt;
    }

    void judgeIterations(const Nsec3Record& nsec3)
    {
        const bool tooMany = nsec3.iterations > mostIterationsOfStrict;
        auto finding =
            found(dnssecFindings.iterations, zone(),
                  "hashes names for NSEC3 with " + std::to_string(nsec3.iterations) +
                      (nsec3.iterations == 1 ? " iteration" : " iterations") +
                      (nsec3.iterations > mostIterations ? ": validating resolvers take the zone for unsigned"
                       : tooMany ? ": some validating resolvers (BIND from 9.20 on) take the zone for unsigned"
                                 : ", 0 are advised"));
        finding.status = tooMany ? dnssecFindings.iterations.status : Status::Ok;
        tell({withCommand(std::move(finding), assessment_.dig("NSEC3PARAM"))});
    }

    const Assessment& assessment_;
    SignatureChecker checker_;
    std::vector<DsRecord> all_;
    std::vector<DsRecord> ds_; ///< those that validators use
    Chains chains_;
    std::vector<std::pair<const ServerAddressSeen*, Unfollowed>> toldElsewhere_; ///< by findings about servers
    std::set<IpAddress> unsound_;
    AddressFaults faults_;
    DnssecVerdict verdict_;
};

} // namespace

std::optional<std::vector<DsRecord>> parentDs(const Observation& seen)
{
    std::optional<std::vector<DsRecord>> all;
    const auto add = [&](const std::vector<DsRecord>& more) {
        all = all.value_or(std::vector<DsRecord>());
        for (const auto& ds : more) {
            if (all->size() < mostDs && std::find(all->begin(), all->end(), ds) == all->end()) {
                all->push_back(ds);
            }
        }
    };
    for (const auto& answer : seen.parentDs) {
        if (const auto stated = statedDs(answer, seen.zone)) {
            add(*stated);
        }
    }
    for (const auto& parent : seen.walk.parents()) {
        if (parent.kind == ParentAnswer::Kind::Referral && !parent.ds.empty()) {
            add(parent.ds);
        }
    }
    return all;
}

std::vector<DsRecord> usableDs(const Observation& seen)
{
    return usable(parentDs(seen).value_or(std::vector<DsRecord>()));
}

Metric rrsigDaysMetric(double days, const Policy& policy)
{
    auto metric = count("rrsig_days", std::trunc(days * 100) / 100);
    metric.min = days < 0 ? std::nullopt : metric.min;
    metric.threshold = policy.rrsigDays;
    metric.judged = true; // server by server
    return metric;
}

DnssecVerdict judgeDnssec(const Assessment& assessment)
{
    return DnssecJudge(assessment).judge();
}

} // namespace mpm::checkDnsDelegation

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// Words about the sender: address, domain, what receivers believe of it.
namespace mpm::catalogue {

constexpr auto giving = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message);

inline constexpr source::WordRow senderWords[] = {
    {.words =
         "sender address rejected: user unknown|sender verify|sender verify failed|verification failed for|sender "
         "verification failed|callout verification|"
         "sender callout|sender verify callout|callback setup failed|callback verification|could not verify sender|"
         "cannot verify sender|can't verify sender|unable to verify sender|sender not verified|verify sender|"
         "sender verification|sender address verification|unverified sender|"
         "sender address rejected: undeliverable address|sender address rejected: unverified|"
         "sender address .. could not be verified|mail from .. could not be verified|sender .. undeliverable|"
         "sender .. can't be verified|sender .. cannot be verified|sender callback",
     .status = refusal,
     .meaning = "the sender address can't be verified",
     .remedy = phrase::senderUnverified,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words = "relaying disallowed as|header from mismatch|from and header from mismatch|verified sender identity|"
              "email address is not verified|is not authorized to perform|send as denied|permission to send "
              "as|permissions to send as|rights to send as|"
              "right to send as|authorized to send as|authorised to send as|allowed to send as|to send on behalf|"
              "not owned by user|not owned by auth|not logged in as owner|"
              "must be same as authorization user|sender address is not allowed|sender is not allowed|"
              "from address is not one of your|not allowed to use this address|not allowed to use this sender|"
              "not allowed to send from|not allowed to send mail from|not permitted to send from|"
              "not authorized to send from|not authorised to send from|not authorized to use|not authorised to use|"
              "sender .. does not match .. user|sender .. does not match .. login|from .. does not match .. auth|"
              "from .. must match|envelope .. not match .. authenti|authenticated user .. not|"
              "sender mismatch|not local sender|does not belong to|doesn't belong to|belongs to another|"
              "you must use your own|not your address|unauthorized sender address|sender does not match",
     .status = refusal,
     .meaning = "the login may not send as this address",
     .remedy = phrase::sendAsDenied,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = giving,
     .anywhere = "sendasdenied|exceptionsendasdenied"},
    {.words =
         "unusual sending activity|email outgoing blocked|activate your account|"
         "outbounds disabled|outbound .. disabled|bad outbound sender|outbound spam|compromised|hacked|account has "
         "been blocked for spam|sender account .. suspended|your account .. suspended|your account .. disabled|"
         "your account .. blocked|your account has been|sending .. has been disabled|sending .. is disabled|"
         "sending disabled|sender suspended|"
         "sender .. is suspended|outgoing mail .. suspended|outgoing mail .. blocked|outgoing email .. blocked|"
         "tenant has exceeded threshold|restricted entity|blocked from sending|not allowed to send external|"
         "sending paused|sending is paused|user is not allowed to send|barred from sending|has been blocked from "
         "sending",
     .status = refusal,
     .meaning = "the sending account is barred, often since it sent spam",
     .remedy =
         "Find out who uses the account (a stolen password, a form, a program), stop that and change the password, "
         "then have the provider lift the block.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Auth, Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "account is not yet activated|account is not activated|account .. not activated|account not yet "
              "activated|account .. pending activation|account is pending|request activation",
     .status = refusal,
     .meaning = "the sending account is not activated yet",
     .remedy = "Have the account activated by its provider (a confirmation by mail, a form, its support), then log in "
               "again.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Auth, Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "blocked from sending from unregistered domain|unregistered domain|unconfigured sending domain|"
              "sending domain is not verified|sending domain not verified|sending domain not configured",
     .status = 5,
     .meaning = "the sender's domain is not registered with the sending service",
     .remedy = "Send from a domain that the account or tenant has set up, or add this one there; see also whether an "
               "account or "
               "connector is abused.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words = "external forwarding|automatic forwarding|does not allow external forward",
     .status = 5,
     .meaning = "the sender's organisation forbids forwarding to the outside",
     .remedy = "A rule or forwarding sent this on to the outside, which the organisation does not allow: take the "
               "forwarding away, or let the administrator permit it in the outbound spam policy.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words = "unresolvable .. from domain|sender's domain has no|sender .. domain has no|sender address rejected: "
              "domain not found|domain of sender address|domain of the sender address|"
              "sender domain .. not exist|sender domain .. not found|sender domain .. not resolve|sender domain must|"
              "sender's domain .. not|sender domain .. no mx|no mx .. sender domain|sender domain not|"
              "sender address .. domain .. not|sender host|mail from domain|"
              "mail from .. no such domain|cannot resolve your domain|domain of sender .. not|sender address domain|"
              "envelope sender domain|unroutable sender|unrouteable sender|sender .. unrouteable|"
              "unresolvable sender|sender .. unresolvable|non-existent sender domain|invalid sender domain|"
              "sender domain|from domain does not|return address .. not|cannot route to sender|"
              "invalid dns mx|dns mx or a/aaaa resource record|address family mismatch on .. sender|null mx .. "
              "sender|sender .. null mx",
     .status = refusal,
     .meaning = "the sender's domain does not exist or can't take replies",
     .remedy = phrase::senderDomain,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words = "domain not found|domain does not exist|domain doesn't exist|no such domain|unknown domain|"
              "host not found|does not resolve|invalid domain|domain .. not resolv|unrouteable address|no mx|null mx",
     .status = refusal,
     .meaning = "the sender's domain does not exist or can't take replies",
     .remedy = phrase::senderDomain,
     .first = Actor::SendingSide,
     .steps = at(Step::Mail)},
    {.words = "because the sender is unauthenticated|requires all senders to authenticate",
     .status = refusal,
     .meaning = "the sender's domain fails SPF, DKIM or DMARC",
     .remedy = phrase::unauthenticatedSender,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words =
         "dmarc|dmarc unauthenticated mail|domain owner's policy|domain's policy|p=reject|unauthenticated email from",
     .status = refusal,
     .meaning = "the mail fails the DMARC policy of the From header's domain",
     .remedy = phrase::dmarcFails,
     .first = Actor::SendingSide,
     .steps = giving},
    {.words = "dkim|domainkeys|signature .. invalid|signature verification failed|unsigned message|not dkim",
     .status = refusal,
     .meaning = "the DKIM signature is missing or not valid",
     .remedy = phrase::dkimFails,
     .first = Actor::SendingSide,
     .steps = giving},
    {.words = "sender id|spf|sender address rejected: not spf|sender address rejected: spf|sender policy framework|not "
              "authorized to send mail for|designate|"
              "does not designate|not permitted sender|not a permitted sender|softfail",
     .status = refusal,
     .meaning = "SPF does not let this address send for the sender's domain",
     .remedy = phrase::spfFails,
     .first = Actor::SendingSide,
     .steps = at(Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Message),
     .anywhere = "openspf|spf.pobox"},
    {.words = "anti-spoof|antispoof|anti spoof|spoofing polic|anti-spoofing polic|header based anti-spoof|"
              "internal domain from outside|our own domain",
     .status = 5,
     .meaning = "mail from outside bears a name of the recipient's own domain",
     .remedy = phrase::ownDomainFromOutside,
     .first = Actor::ReceivingSide,
     .steps = giving},
    {.words = "spf and dkim|spf or dkim|spf/dkim|dkim and spf|spf, dkim|either spf|neither spf|authentication checks|"
              "authentication information|not authenticated|unauthenticated|sender is unauthenticated|"
              "sender authentication|email authentication|authentication results|fails to pass authentication|"
              "pass authentication|required level of authentication|required authentication level|"
              "authentication level|message authentication|domain authentication|spoof|forged "
              "sender|forged from|forged mail|sender forg|authenticate .. with .. spf|authenticate with",
     .status = refusal,
     .meaning = "the sender's domain fails SPF, DKIM or DMARC",
     .remedy = phrase::unauthenticatedSender,
     .first = Actor::SendingSide,
     .steps = at(Step::Data, Step::Message)},
    {.words = "spf and dkim|spf or dkim|spf/dkim|spf, dkim|either spf|neither spf|spoof|"
              "domain authentication|sender is unauthenticated|forged sender|forged from|sender forg|forged mail",
     .status = refusal,
     .meaning = "the sender's domain fails SPF, DKIM or DMARC",
     .remedy = phrase::unauthenticatedSender,
     .first = Actor::SendingSide,
     .steps = at(Step::Mail, Step::Rcpt)},
    {.words =
         "<> sender|null sender|null return path|null reverse|empty sender|empty envelope|blank sender|"
         "bounce messages|bounces are not|no bounces|accept bounces|backscatter|invalid bounce|bounce .. not accepted|"
         "delivery reports are not|from <> ",
     .status = refusal,
     .meaning = "mail from the null sender is refused",
     .remedy =
         "The null sender carries bounces, which RFC 5321 (section 6.1) wants taken: correct the server's rule. To "
         "send through it nevertheless, give a sender (--from).",
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words = "sender address must contain a domain|required for sender|sender address must be|sender .. "
              "malformed|malformed sender|invalid sender|bad sender|"
              "sender .. syntax|invalid return path|invalid mail from|bad address syntax|invalid from",
     .status = refusal,
     .meaning = "the sender address is malformed",
     .remedy = phrase::malformedSender,
     .first = Actor::SendingSide,
     .steps = giving},
    {.words = "sender address rejected: need fully-qualified|sender address rejected: need fully qualified",
     .status = refusal,
     .meaning = "the sender address is malformed",
     .remedy = phrase::malformedSender,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words = "sender is blacklisted|sender is blocklisted|sender is blocked|sender address is blacklisted|blacklisted "
              "sender",
     .status = refusal,
     .meaning = "the sender address is not accepted",
     .remedy = phrase::senderBlocked,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = giving},
    {.words = "blocked senders|sending address not accepted|sending address rejected|sender address rejected|sender "
              "rejected|badmailfrom|sender denied|sender refused|sender not allowed|"
              "sender blocked|sender is blocked|sender .. blocked|blocked sender|envelope blocked|sender not accepted|"
              "sender unknown|unknown sender|sender .. not accepted|sender access denied|mail from .. rejected|"
              "from address rejected|from address .. blocked|mail from .. not allowed|domain .. blocked|"
              "sender .. blacklist|sender .. banned|banned sender|your domain|from this sender|sender is on",
     .status = refusal,
     .meaning = "the sender address is not accepted",
     .remedy = phrase::senderBlocked,
     .first = Actor::ReceivingSide,
     .steps = giving},
};

} // namespace mpm::catalogue

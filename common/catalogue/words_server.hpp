// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// Words about the server: load, faults of its own, routing, relaying.
namespace mpm::catalogue {

inline constexpr source::WordRow serverWords[] = {
    {.words = "tenantattribution",
     .status = refusal,
     .meaning = "relaying is denied: the server can't tell whose customer you are",
     .remedy = "On the tenant: correct the inbound connector (sending address, or the name in the certificate). As the "
               "sender: send to the domain's MX, or through your own server.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words =
         "delivery is not allowed to this address|relaying denied. ip name lookup failed|"
         "relaying denied. ip name possibly forged|relaying denied. proper authentication|relay access denied|relay "
         "denied|relaying denied|relay not permitted|relaying not|relaying is|"
         "relay prohibited|relaying prohibited|relay not allowed|relay is not|relay rejected|not relay|"
         "no relaying|no relay|unable to relay|cannot relay|can't relay|won't relay|permission to relay|"
         "not permitted to relay|not allowed to relay|not authorized to relay|not authorised to relay|attempted relay|"
         "relaying to|relaying mail|relay from|open relay|relay this|relay through|to relay|must check mail|"
         "relaying blocked|relayer|relaying .. denied|relay .. denied|relaying|for relay|as a relay",
     .status = refusal,
     .meaning = "relaying is denied",
     .remedy = phrase::relayDenied,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "rcpthosts|that domain isn't in my|isn't in my list of allowed",
     .status = refusal,
     .meaning = "relaying is denied: the server does not know the domain as its own (qmail)",
     .remedy = phrase::domainNotServed,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "remote server returned not permitted to relay|no such domain at this location|"
              "domain isn't allowed|not a local domain|"
              "domain is not local|not our domain|not hosted here|domain not hosted|domain .. not hosted|"
              "domain is not hosted|non-local domain|no such domain here|do not accept mail for .. domain|"
              "domain not served|not local host|domain .. not accepted here|unknown domain here|"
              "does not handle mail for|doesn't handle mail for|don't handle mail for|do not handle mail for|"
              "isn't a local|not configured for|not a domain we|not one of our domains|domain not configured|"
              "not a recipient domain|not authoritative for|domain not in",
     .status = refusal,
     .meaning = "the server does not take mail for the recipient's domain",
     .remedy = phrase::domainNotServed,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "too many hops|hop count|hopcount|hops exceeded|mail loop|mail is looping|loops back|loop detected|"
              "looping|message loop|routing loop|forwarding loop|email loop|too many received|"
              "too many 'received'|received headers|max hops|loop count|in a loop|mail forwarding loop|"
              "this message is looping|loop for",
     .status = refusal,
     .meaning = "the message goes round in a loop",
     .remedy = phrase::mailLoops,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message),
     .anywhere = "hop_count_exceeded|loopdetected"},
    {.words = "insufficient system storage|insufficient disk|insufficient storage|insufficient space|"
              "insufficient queue space|not enough space|no space left|out of disk|disk full|disk is full|disk space|"
              "low disk|out of space|storage full|system full|file system full|filesystem full|queue full|"
              "queue file write error|write error|cannot write|can't write|unable to write|error writing|"
              "out of memory|cannot allocate|insufficient system resources|insufficient memory|"
              "no space on|i/o error|spool|inodes|memory exhausted|storage allocation on server",
     .status = refusal,
     .meaning = "the server is short of disk space or memory",
     .remedy = phrase::checkDisk,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence},
    {.words = "temporarily rejected message|service unavailable - try again later",
     .status = 4,
     .meaning = "a filter of the server does not answer",
     .remedy = phrase::filterDown,
     .first = Actor::ReceivingSide,
     .steps = at(Step::Data, Step::Message)},
    {.words = "av system|milter|content filter .. fail|content filter .. not|virus scanner|virus "
              "scan|anti-virus|antivirus|scanner|clamd|clamav|spamd|"
              "filter busy|filter timeout|filter timed out|filter down|filter .. unavailable|filter .. not "
              "available|filter failed|filter error|amavis|"
              "unable to scan|could not scan|scan failed|scanning failed|mail filters|policy service|"
              "policy server|filtering failed|content scan|rspamd|spamassassin",
     .status = 4,
     .meaning = "a filter of the server does not answer",
     .remedy = phrase::filterDown,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence},
    {.words = "lookup failure|lookup failed|lookup error|lookup table|lookup problem|local error|local "
              "problem|internal error|internal server error|server configuration|configuration error|"
              "configuration problem|misconfig|"
              "database|ldap|mysql|directory|system error|software error|unexpected error|unexpected failure|"
              "backend|back-end|back end|error in processing|processing error|queue write|temporary lookup|"
              "cannot open|can't open|unable to open|permission denied on|alias|aborted: local|failed to queue|"
              "could not process|cannot process|delivery error|qq trouble|qq temporary|qq write|temporary error|"
              "temporary server error|temporary failure|temporary problem|qmail-|deferral|"
              "internal failure|internal problem|cannot find .. map",
     .status = 4,
     .meaning = "the server has a fault of its own",
     .remedy = phrase::serverFault,
     .first = Actor::ReceivingSide},
    {.words = "server configuration error|local configuration error|configuration error|internal server error|"
              "internal error|local error|misconfigured|server error|unexpected failure",
     .status = 5,
     .meaning = "the server has a fault of its own",
     .remedy =
         "Look in the server's mail log at the time of the reply: it names the table, route or file that is wrong. "
         "As the sender: tell the postmaster of that domain by another way.",
     .first = Actor::ReceivingSide},
    {.words = "service refused, please try later|try again later, closing|"
              "server busy|server is busy|too busy|busy|overload|load average|load "
              "too high|high load|system load|ports are busy|resources temporarily unavailable|"
              "resources are temporarily|temporary system problem|"
              "shutting down|shut down|going down|restarting|starting up|maintenance|out of service|"
              "service not available|service unavailable|server unavailable|service temporarily|system not available|"
              "back pressure|backpressure|system problem|temporarily out of",
     .status = 4,
     .meaning = "the server is busy, stopped for the moment, or takes mail later",
     .remedy = phrase::serverBusy,
     .first = Actor::Nobody,
     .weight = Weight::Hint},
    {.words = "try again later|try later|later|try again|not now|at this time|at the moment|temporarily|temporary|"
              "deferred|delayed",
     .status = 4,
     .meaning = "the server takes the message later",
     .remedy = phrase::serverBusy,
     .first = Actor::Nobody,
     .weight = Weight::Hint,
     .steps = at(Step::Data, Step::Message)},
    {.words = "4.4.1 connection timed out|inactivity timeout|inactive for too long|timeout exceeded|timeout "
              "waiting|timed out waiting|idle timeout|idle too long|idle for too long|"
              "session timeout|session timed out|timeout on|timeout, closing|timeout - closing|"
              "command timeout|data timeout|input timeout|smtp timeout|session time|"
              "time limit|took too long|connection time exceeded|allowable connection time|maximum connection time",
     .status = 4,
     .meaning = "the server waited too long for the client, or for its own look-ups",
     .remedy = "Find out what holds the client up between commands: a slow program, a long queue in one connection, a "
               "firewall, packet loss, MTU. Raise the server's time limits if they are below RFC 5321 (4.5.3.2).",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "inactivity timeout|inactive for too long|timeout exceeded|timeout waiting|timed out waiting|idle "
              "timeout|idle too long|idle for too long|"
              "session timeout|session timed out|timeout on|timeout, closing|timeout - closing|"
              "command timeout|data timeout|input timeout|smtp timeout|session time|"
              "time limit|took too long|connection time exceeded|allowable connection time|maximum connection time",
     .status = 5,
     .meaning = "the server waited too long for the client",
     .remedy = "Find out what holds the client up between commands: a slow program, a long queue in one connection, a "
               "firewall, packet loss, MTU. Raise the server's time limits if they are below RFC 5321 (4.5.3.2).",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "unverified address: connect to|unverified address: lost connection|unverified address: conversation",
     .status = refusal,
     .meaning = "the next server does not answer",
     .remedy = phrase::nextServerSilent,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "connection refused|connection timed out|connect timed out|connection reset|connection lost|"
              "lost connection|connection dropped|no route to host|network is unreachable|network unreachable|"
              "host unreachable|host is unreachable|host is down|unable to connect|could not connect|couldn't connect|"
              "cannot connect|can't connect|failed to connect|failed to establish|establish an smtp connection|"
              "remote server .. not respond|not responding|no answer from|not reachable|unreachable|"
              "conversation with .. timed out|conversation with .. failed|remote host said|no connection|"
              "connection to .. failed|connection attempt",
     .status = refusal,
     .meaning = "the next server does not answer",
     .remedy = phrase::nextServerSilent,
     .first = Actor::ReceivingSide,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "for this certificate|certificate validation|certificate verif|certificate .. not valid|certificate .. "
              "invalid|certificate .. expired|certificate .. not trusted|certificate expired|tls handshake|"
              "starttls failed|starttls .. failed|cannot start tls|can't start tls|tls negotiation|tls session|tlsa|"
              "mta-sts|dane ",
     .status = refusal,
     .meaning = "TLS with the next server fails",
     .remedy = "Check certificate, TLS versions, TLSA records and MTA-STS policy of the next server (check_smtp_tls), "
               "and what the server that says so demands of it.",
     .first = Actor::ReceivingSide,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words =
         "message expired, connection refused|expired, connection|message expired, cannot connect|expired, unable to "
         "connect|expired, failed to connect|expired, connect",
     .status = refusal,
     .meaning = "the message waited too long, since the next server does not answer",
     .remedy =
         "Check that the next server (the MX of the recipient's domain, or the connector's host) is up and answers "
         "on port 25, and that no firewall is in between; then send the message again.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "retry time not reached|retry time not yet reached",
     .status = 4,
     .meaning = "the sending server waits until it tries again",
     .remedy = "Nothing needs doing for this entry: the host or address failed before, and Exim does not try it again "
               "before its time (exinext ADDRESS tells when). Earlier entries say why it failed.",
     .first = Actor::Nobody,
     .weight = Weight::Sentence},
    {.words = "message expired|retry timeout exceeded|expired in|delivery time expired|delivery expired|retry timeout|"
              "retry limit|queue too long|queued too long|too long in the queue|in the queue too long|"
              "undeliverable for|could not be delivered for|has been delayed|not been delivered .. days|"
              "maximum queue|max queue|queue lifetime|giving up|exceeded .. time in queue|stuck in the queue|"
              "been in queue",
     .status = refusal,
     .meaning = "the message waited too long in a queue",
     .remedy = phrase::waitedTooLong,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "no smtp service|no mail service|does not accept mail|not accept mail|doesn't accept mail|"
              "not accepting mail|not accepting email|not accepting connections|no mail accepted|"
              "no mail here|no email accepted|no longer accepts|service not available|not a mail server|mail server "
              "disabled|service disabled|out of service|does not receive|"
              "send-only|outbound only|server not available|service is disabled",
     .status = 5,
     .meaning = "no mail service here for this client",
     .remedy = phrase::noService,
     .first = Actor::ReceivingSide,
     .weight = Weight::Hint,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Mail, Step::Rcpt)},
    {.words = "service unavailable", // at later steps some servers say so of whatever they refuse
     .status = 5,
     .meaning = "no mail service here for this client",
     .remedy = phrase::noService,
     .first = Actor::ReceivingSide,
     .weight = Weight::Hint,
     .steps = at(Step::Greeting, Step::Ehlo)},
};

} // namespace mpm::catalogue

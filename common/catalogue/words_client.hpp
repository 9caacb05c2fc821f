// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// Words about the client: its address, names, reputation, and how much it sends.
namespace mpm::catalogue {

constexpr auto transaction = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message);

inline constexpr source::WordRow clientWords[] = {
    {.words = "[gl0|greylist|graylist|grey-list|gray-list|grey list|gray list|greytrap|first-time sender|postgrey|"
              "come back in .. minutes|come back in .. seconds|come back later|try again in .. seconds|"
              "try again in .. minutes|retry in .. minutes|retry in .. seconds|retry after .. seconds|"
              "wait .. seconds before|delayed for .. seconds|you are being delayed|not yet authorized to deliver|"
              "please try again in|early retry",
     .status = 4,
     .meaning = "the server greylists this sender",
     .remedy = phrase::greylisted,
     .first = Actor::Nobody,
     .weight = Weight::Sentence},
    {.words = "service currently unavailable",
     .status = 4,
     .meaning = "the server tests clients that it does not know, and takes them when they come again (postscreen)",
     .remedy =
         "Nothing is broken if senders come through when they try again: postscreen tests new clients and hangs up. "
         "Exempt the monitoring host (postscreen_access_list); if it lasts, the server has stopped its service.",
     .first = Actor::Nobody,
     .weight = Weight::Sentence},
    {.words =
         "fix reverse dns|servers without a valid sender domain|reverse hostname|reverse host name|reverse dns|reverse "
         "lookup|reverse address|reverse-dns|"
         "reverse record|reverse ip|reverse resolution|reverse mapping|rdns|ptr record|dns ptr|ptr resource record|"
         "no ptr|ptr lookup|ptr .. missing|without ptr|does not have a ptr|"
         "cannot find your hostname|cannot find your reverse|can't find your hostname|"
         "fcrdns|forward-confirmed|forward confirmed|ip name lookup failed|ip name possibly forged|"
         "no dns entry for your|unresolvable ip|unresolvable hostname|ip .. not resolv|"
         "unable to resolve .. ip|does not resolve to .. hostname|has no hostname|without reverse|"
         "lacks a reverse|client host name|hostname of client|host name is unknown|client host rejected: cannot find",
     .status = refusal,
     .meaning = "reverse DNS of the client is missing or wrong",
     .remedy = phrase::reverseDns,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "helo command rejected|ehlo command rejected|fully-qualified hostname|fully qualified hostname|"
              "fully-qualified host name|fully-qualified|fully qualified domain|invalid helo|invalid ehlo|bad "
              "helo|bogus helo|bad ehlo|helo name|ehlo name|helo argument|ehlo argument|helo .. invalid|"
              "ehlo .. invalid|invalid .. ehlo|invalid .. helo|helo .. not resolve|helo .. does not|ehlo .. does not|"
              "helo .. forged|helo rejected|helo requires|ehlo requires|helo hostname|ehlo hostname|forged helo|"
              "impersonat .. helo|helo .. rejected|helo/ehlo .. syntactically invalid|"
              "syntactically invalid helo|syntactically invalid ehlo|your hostname is|you are not me|helo should "
              "be|ehlo should be|should be a fqdn or address literal|"
              "who do you think you are|helo .. my|not a valid helo|localhost.localdomain|name in helo",
     .status = refusal,
     .meaning = "the name given in EHLO is not accepted",
     .remedy = phrase::ehloName,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "dynamic ip|dynamic address|dynamic .. range|dynamically assigned|dynamic pool|dial-up|dialup|"
              "residential|generic hostname|generic reverse|generic ptr|generic rdns|generic .. hostname|home ip|"
              "end user ip|end-user ip|consumer ip|looks like a dynamic|dsl or dialup|from dynamic ips|pool address|"
              "direct-to-mx|use your isp|your provider's mail server|isp's mail server|provider's smtp",
     .status = refusal,
     .meaning = "the client's address looks like that of a home line",
     .remedy = phrase::homeLine,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "",
     .status = refusal,
     .meaning = "the client is on a blocklist",
     .remedy = phrase::blocklisted,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Message),
     .anywhere = "spamhaus|spamcop|barracudacentral|barracudanetworks.com/reputation|sorbs.net|uceprotect|"
                 "psbl.org|surriel|invaluement|abuseat|abusix|mailspike|senderscore|njabl|"
                 "ipcheck.proofpoint.com|cloudmark.com|csi.cloudmark|s3140|s3150|tosa@|truncate.gbudb|"
                 "hostkarma|backscatterer|nixspam|manitu.net|bl.score|csi.mimecast|mxrate|ix.dnsbl|cbl."},
    {.words = "server .. is listed|client .. is listed|address .. is listed|ip .. is listed|host .. is listed|"
              "is on our blocklist|is on our block list|is on our blacklist|is on our rbl|in an rbl|black ip address|"
              "blacklisted ip address",
     .status = refusal,
     .meaning = "the client is on a blocklist",
     .remedy = phrase::blocklisted,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "error: open resolver|open resolver|public resolver|query via public|open/public resolver",
     .status = refusal,
     .meaning = "the server asks a blocklist in a way that the list does not answer",
     .remedy = "Tell the server's postmaster by another way: the server asks the blocklist through an open or public "
               "resolver, which the list refuses, and takes that for a listing. Let it use a DNS resolver of its own.",
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence},
    {.words = "register your ip|ip .. is filtered|unauthorized ip|unauthorised ip|ip address not authorized|"
              "ip .. is not authorized|ip .. not registered|ip .. not whitelisted|ip not whitelisted",
     .status = refusal,
     .meaning = "the client's address is not admitted there",
     .remedy = "Have the sending address allowed: register it where the text says, or in the settings of the account "
               "with that provider. Else send from an address that is on its list.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "permanently deferred|will be permanently deferred|has a poor reputation",
     .status = 5,
     .meaning = "the client has a bad reputation with this provider",
     .remedy = phrase::badReputation,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "poor reputation|bad reputation|low reputation|reputation of|ip reputation|none/bad reputation|"
              "sender reputation|reputation polic|reputation of .. ip|reputation too low|reputation is too|"
              "reputation|sender score|poor sender reputation|due to .. reputation|not a trusted address|address .. "
              "not trusted|ip .. not trusted|host .. not trusted|"
              "unsolicited mail originating from your ip|unsolicited mail originating|unexpected volume or user "
              "complaints|user complaints|too many spams from your ip|too much spam from your ip",
     .status = refusal,
     .meaning = "the client has a bad reputation with this provider",
     .remedy = phrase::badReputation,
     .first = Actor::SendingSide,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "host network|blocklist|block list|block-list|blacklist|black list|black-list|blackhole|dnsbl|rbl "
              "|realtime block|banned sending ip|blocked using|blocked by rbl|blocked - see|rejected due to rbl|"
              "listed in|listed at|listed by|listed on|is listed|is blocked by|block for spam|block listed|"
              "for removal|request removal|removal request|delist|temporarily blacklisted|temporarily listed|"
              "client host .. blocked|client .. blocked|your ip .. blocked|ip .. blocked|ip .. banned|"
              "ip .. blacklist|ip .. block list|address .. blocked|host .. blocked|server .. blocked|"
              "your ip|connections will not be accepted|not accepting .. from your|spam from your|spam .. from "
              "your|abuse from your|abusive|network is on our|access from ip|"
              "part of their network|denied ip|ip denied|banned",
     .status = refusal,
     .meaning = "the client is on a blocklist",
     .remedy = phrase::blocklisted,
     .first = Actor::SendingSide,
     .anywhere = "/query/ip|/query/bl|/lookup/ip|/bl?ip=|query?ip=|lookup?ip="},
    {.words = "unusual rate|limits for how many messages|too many connections|too many concurrent|"
              "too many simultaneous|too many open connections|too many sessions|too many smtp sessions|"
              "too many new|maximum number of concurrent|concurrent connections limit|"
              "concurrent .. connections has exceeded|connection rate limit|connection limit|connections limit|"
              "exceeded .. connection limit|maximum number of connections|policy rejection: quota exceeded",
     .status = 4,
     .meaning = "too much at once: throttled",
     .remedy = phrase::throttled,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "too many connections|too many concurrent|too many simultaneous|too many sessions|too many smtp sessions|"
              "too many messages|too many emails|too many mails|too many requests|too many transactions|too much mail|"
              "too many open connections|connection rate|connection limit|connections limit|max connections|"
              "maximum number of connections|exceeded .. connections|maximum connections|concurrent connections|"
              "connection count|rate limit|rate-limit|ratelimit|rate limited|rate exceeded|rate .. exceeded|"
              "sending rate|message rate|unusual rate|throttl|slow down|temporarily deferred|deferred due to|"
              "too fast|too frequent|too quickly|too often|limits for how many messages|exceeded .. limit of messages|"
              "messages per hour|messages per minute|mails per hour|limit for .. messages|"
              "limit .. messages|request limit|exceeded .. limit for|reached .. limit|"
              "temporarily blocked|temporarily rejected|excessive|unexpected volume|rate overlimit|frequency limit|"
              "volume of mail|limits reached|quota of messages|exceeded allowable|limit reached|limit exceeded",
     .status = 4,
     .meaning = "too much at once: throttled",
     .remedy = phrase::throttled,
     .first = Actor::SendingSide},
    {.words = "too many connections|too many concurrent|too many simultaneous|too many sessions|too many messages|"
              "too many emails|too many mails|too much mail|rate limit|rate-limit|ratelimit|rate .. exceeded|"
              "sending rate|message rate|unusual rate|throttl|slow down|too fast|too frequent|connection limit|"
              "connection rate|exceeded .. connections|maximum number of connections|limit exceeded|limit reached|"
              "messages per hour|messages per day|excessive|frequency limit|rate overlimit",
     .status = 5,
     .meaning = "too much at once: refused",
     .remedy = phrase::throttledForGood,
     .first = Actor::SendingSide},
    {.words = "credits exceeded|daily message quota|daily message quota exceeded|outbound thread limit|sender has "
              "exceeded|sender exceeded|send limit|daily user sending|user sending "
              "limit|sending limit exceeded|sending limit reached|hourly "
              "sending limit|daily sending limit|sending quota|sender quota|sender quota exceeded|quota exceeded for "
              "sender|sender's quota|submission quota|"
              "daily limit|daily quota|hourly limit|hourly quota|max emails per hour|max .. emails per|max .. per hour|"
              "emails per hour|outgoing limit|outgoing message limit|outbound limit|outbound message limit|"
              "message submission rate|submission rate|messages allowed per|exceeded the maximum number of messages|"
              "exceeded .. messages you can send|sent too many|send too many|exceeded your|your limit|your quota|"
              "quota of outgoing|tenant external recipient rate limit|exceeded its daily limit|exceeded .. "
              "sending|sending .. exceeded|exceeded .. max .. (",
     .status = refusal,
     .meaning = "the account has sent as much as it may",
     .remedy = "The login or its domain has sent as much as its provider allows in a time: find out whether it is "
               "abused (a stolen password, a form), then send less, or have the limit raised.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "too many errors|too many bad|too many unknown|too many invalid|too many nonexistent|"
              "too many non-existent|too many wrong|too many failed recipients|too many unrecognized|"
              "too many syntax|too many protocol|number of errors|error limit|errors exceeded|"
              "too many rejected|dictionary attack|harvest|many invalid recipients|excessive unknown|error count|"
              "too much garbage|too many junk",
     .status = refusal,
     .meaning = "too many of the client's commands or recipients were refused",
     .remedy = "Take addresses that no longer exist off the list, and see which commands were refused before (-vvv): "
               "servers hang up on whoever makes many errors.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "before greeting|before the greeting|before banner|pregreet|pre-greeting|synchronization error|"
              "pipelining not|improper pipelining|improper use of smtp command pipelining|unauthorized pipelining|"
              "talked too early|talks too soon|talk too soon|spoke too soon|without waiting|protocol "
              "synchronization|early talker|earlytalker",
     .status = refusal,
     .meaning = "the client spoke before it was its turn",
     .remedy = "Let the client wait for the greeting and for each reply before it sends on; programs that do not are "
               "taken for spammers. A proxy in between may be the culprit.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "protocol error",
     .status = 5,
     .meaning = "the client broke the protocol, or spoke before its turn (postscreen)",
     .remedy = "Let the client wait for the greeting and for each reply before it sends on, and end lines with CRLF "
               "only; the server's log (postscreen: PREGREET, BARE NEWLINE, NON-SMTP COMMAND) names the fault.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Command)},
    {.words = "access denied|connection rejected|connection denied|access is denied|access rejected|access not "
              "allowed|host rejected|client rejected|"
              "client host rejected|permissions to submit|permission to submit",
     .status = refusal,
     .meaning = "a rule of the server blocks the client or the sender",
     .remedy = phrase::blockedByRule,
     .first = Actor::SendingSide,
     .steps = at(Step::Greeting, Step::Ehlo, Step::StartTls, Step::Mail, Step::Rcpt)},
    {.words = "your access to this mail system has been rejected|your access to submit messages|a problem occurred|"
              "messages from .. weren't sent|not accepting messages|not allowed to connect|you are not allowed|not "
              "authorized|not authorised|unauthorized|"
              "not permitted|not allowed|permission denied|"
              "connection refused|connection not accepted|refused by|rejected by|"
              "administrative prohibition|administratively|prohibited|local policy|policy violation|polic|"
              "forbidden|blocked|go away|denied",
     .status = 5,
     .meaning = "a rule of the server blocks the client or the sender",
     .remedy = phrase::blockedByRule,
     .first = Actor::SendingSide,
     .weight = Weight::Hint,
     .steps = at(Step::Greeting, Step::Ehlo, Step::StartTls, Step::Mail, Step::Rcpt)},
    {.words = "not allowed to connect|blocked|prohibited|denied by policy",
     .status = 4,
     .meaning = "a rule of the server holds the client off for now",
     .remedy = "A rule of the server holds this client or sender off for now: check it on blocklists, its PTR record "
               "and how much it sends; the server's log names the rule. Senders try again by themselves.",
     .first = Actor::SendingSide,
     .weight = Weight::Hint,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Mail, Step::Rcpt)},
};

} // namespace mpm::catalogue

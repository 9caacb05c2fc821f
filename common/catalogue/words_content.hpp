// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// Words about the message: size, form, content.
namespace mpm::catalogue {

constexpr auto delivering = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message);

inline constexpr source::WordRow contentWords[] = {
    {.words = "too much mail data|message too large|message too big|message is too large|message is too big|message "
              "size exceed|message file too big|message length|size exceeds|size limit|exceeds .. size|exceeds size|"
              "exceeded .. size|exceeds .. maximum|exceeds fixed limit|exceeded the maximum size|too large|too big|"
              "maximum message size|max message size|message exceeds|file too big|oversize|size .. exceeded|"
              "message trop|maximum size|maximum allowed size|larger than",
     .status = refusal,
     .meaning = "the message is too large",
     .remedy = phrase::tooLarge,
     .first = Actor::Author,
     .steps = delivering,
     .anywhere = "recipsizelimit|sendersizelimit"},
    {.words = "attachment|banned file|banned content|banned:|file type|file name|filename|file extension|extension|"
              "executable|password protected|password-protected|encrypted archive|encrypted zip|"
              "encrypted attachment|potential security issue|potentially dangerous|macro|.exe|forbidden type|"
              "banned",
     .status = 5,
     .meaning = "an attachment is not allowed",
     .remedy = phrase::attachmentForbidden,
     .first = Actor::Author,
     .steps = at(Step::Data, Step::Message)},
    {.words = "surbl|uribl|url .. blacklist|url .. block|url .. listed|uri .. blacklist|uri .. block|uri .. listed|"
              "link .. listed|link .. block|links .. block|domain in .. body|body .. blacklist|body .. blocklist|"
              "body contains|contains a link|contains a url|contains url|contains .. link|urls in|malicious url|"
              "url in .. message|phishing link|suspicious link|suspicious url",
     .status = refusal,
     .meaning = "the message holds a link or domain that is on a blocklist",
     .remedy =
         "Take the link that the text names, or all but well-known ones, out of the message (signature and tracking "
         "links too). If the domain is yours, find out what got it listed.",
     .first = Actor::Author,
     .weight = Weight::Sentence,
     .steps = at(Step::Data, Step::Message)},
    {.words = "virus|malware|infected|trojan|worm|clamav|found in message|phish",
     .status = refusal,
     .meaning = "taken for malware",
     .remedy =
         "A filter found malware or phishing: scan the attachments and the machine that sent them, and send without. "
         "If the finding is wrong, the filter's log names the signature.",
     .first = Actor::Author,
     .steps = at(Step::Data, Step::Message)},
    {.words = "quarantined|spam or virus|virus or spam|spam or malware|security polic|due to "
              "security|antispam|anti-spam|contains "
              "prohibited|spam|junk|message filtered|bulk "
              "mail|unsolicited|uce|score|bayes|unwanted|content "
              "reject|content is|message content|content filter|content policy|content not accepted|"
              "rejected due to content|rejected for content|rejected by content|content restriction|high probability|"
              "suspicious|suspicion|message .. rejected by filter|suspect|similar to|not accepted for policy|"
              "indesirable|prohibited content|unacceptable content|content denied|blocked by filter|"
              "message has been rejected|detected as|mail rejete|ofr_506",
     .status = 5,
     .meaning = "taken for spam or malware",
     .remedy = phrase::spam,
     .first = Actor::Author,
     .steps = delivering},
    {.words = "not accepted for policy reasons|message not accepted for policy",
     .status = 5,
     .meaning = "refused by policy: the content, its links, or SPF, DKIM and DMARC",
     .remedy = "Check that SPF, DKIM and DMARC pass for the From header's domain, then what the message holds (links, "
               "attachments): a policy of the server takes it for spam or forged. Its postmaster's pages tell more.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = delivering},
    {.words = "spam|junk|content|suspicious|unsolicited|virus|malware",
     .status = 4,
     .meaning = "taken for spam or malware for now",
     .remedy = phrase::spamForNow,
     .first = Actor::SendingSide,
     .steps = delivering},
    {.words = "will not accept delivery of this message|mailpolicy violation",
     .status = 5,
     .meaning = "a rule of the server refuses the message",
     .remedy = phrase::messageRefused,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Data, Step::Message)},
    {.words = "your own mail server|your own server|outgoing spam filter|outbound spam filter|outgoing filter|"
              "outbound filter",
     .status = refusal,
     .meaning = "a filter of the own server, which sends, stopped the message",
     .remedy = "Look in the filter log of your own, outgoing mail server first: whether it runs, has current data, and "
               "what it objects to.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = delivering},
    {.words = "bare lf|bare line feed|bare linefeed|bare newline|bare cr|bare carriage|stray cr|stray newline|"
              "bare <~>|stray lf|bare lfs|line ending|line endings|end-of-data|smuggl|nul octet|nul character|"
              "line length|line too long|lines too long|lines longer|maximum line length|line is too long|998|"
              "maximum allowed line length|overlong line",
     .status = refusal,
     .meaning = "the message's lines are not as SMTP wants them",
     .remedy = "Let the program that sends end every line with CRLF, with neither alone, and break lines before 998 "
               "octets (quoted-printable or base64).",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Data, Step::Message),
     .anywhere = "smtplf"},
    {.words =
         "corrupt message|corrupt message content|invalid message content|syntax error in .. header|"
         "syntax error in .. header when scanning|rfc 5322|rfc5322|rfc 2822|rfc2822|rfc 822|rfc822|rfc 2045|missing "
         "required header|missing header|missing .. header|header .. missing|header missing|no from header|"
         "from header|multiple from|multiple .. header|duplicate header|more than one .. header|header syntax|"
         "headers fail syntax|fail syntax check|invalid header|malformed header|"
         "illegal header|headers .. invalid|bad header|message-id|date header|mime content|mime parts|invalid mime|"
         "malformed mime|mime error|mime .. malformed|not compliant|non-compliant|header too|headers too|"
         "header size|badly formed|malformed message|message .. malformed|subject header|no subject|"
         "valid address in|parse",
     .status = 5,
     .meaning = "the message's headers or MIME are not well-formed",
     .remedy = phrase::badHeaders,
     .first = Actor::SendingSide,
     .steps = at(Step::Data, Step::Message)},
    {.words = "polic|prohibited|not allowed|administrative|administratively|denied|blocked|rejected|refused|"
              "not accepted|unacceptable|not permitted|forbidden",
     .status = 5,
     .meaning = "a rule of the server refuses the message",
     .remedy = phrase::messageRefused,
     .first = Actor::SendingSide,
     .weight = Weight::Hint,
     .steps = at(Step::Data, Step::Message)},
};

} // namespace mpm::catalogue

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// Words about the recipient: mailbox, address, domain.
namespace mpm::catalogue {

inline constexpr source::WordRow recipientWords[] = {
    {.words = "user unknown|unknown user|unknown recipient|recipient unknown|unknown mailbox|mailbox unknown|"
              "unknown local part|unknown address|address unknown|unknown account|unknown or illegal alias|"
              "no such user|no such recipient|no such mailbox|no such address|no such account|no such local user|"
              "no such person|no such e-mail|no such email|no mailbox here|no mailbox by that name|"
              "no mail-box here|no account by that name|no user by that name|nobody here by that name|"
              "not our customer|invalid mailbox|invalid recipient|invalid address|address is not valid|"
              "invalid user|bad destination mailbox|bad destination email|bad destination address|"
              "user .. not found|user .. doesn't have a|user .. does not have a|user .. unknown|"
              "user .. does not exist|user .. doesn't exist|mailbox .. does not exist|mailbox .. doesn't exist|"
              "mailbox .. not found|recipient .. not found|recipient .. does not exist|recipient .. doesn't exist|"
              "recipient .. not exist|address .. does not exist|address .. doesn't exist|address .. not found|"
              "account .. does not exist|account .. doesn't exist|account .. not found|account .. doesn't have a|"
              "account that you tried to reach does not exist|"
              "recipient address rejected: undeliverable|recipient address rejected: unverified|"
              "recipient .. invalid|is not a valid mailbox|not a valid user|not a valid recipient|"
              "no longer valid|no longer in use|no longer exists|no longer available|no longer at this|"
              "no longer employed|not a known user|not known here|not a local user|unknown to this|"
              "destinataire invalide|destinataire inconnu|utilisateur inconnu|unbekannter empf|"
              "user not local|unrouteable address|unroutable address|user doesn't exist|"
              "recipient verify failed",
     .status = 5,
     .meaning = "the mailbox does not exist",
     .remedy = phrase::unknownUser,
     .first = Actor::Author,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command)},
    {.words = "account or domain may not exist|this user doesn't have a|this user does not have a|recipient not found "
              "by smtp address lookup|account that you tried to reach does not exist|"
              "recipient address rejected: user unknown|"
              "the email account that you tried to reach does not|no such user|user unknown|"
              "local mailbox .. is unavailable: user not found|mailbox not found",
     .status = 5,
     .meaning = "the mailbox does not exist",
     .remedy = phrase::unknownUser,
     .first = Actor::Author,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command),
     .anywhere = "recipnotfound|recipientnotfound|resolver.adr.exrecipnotfound"},
    {.words = "user unknown in .. table|user unknown|unknown user|unknown recipient|no such user|recipient unknown|"
              "user does not exist|user doesn't exist",
     .status = 4,
     .meaning = "the mailbox does not exist, says the server for now",
     .remedy = phrase::softUnknownUser,
     .first = Actor::Author,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command)},
    {.words = "recipient address rejected: user unknown",
     .status = 4,
     .meaning = "the mailbox does not exist, says the server for now",
     .remedy = phrase::softUnknownUser,
     .first = Actor::Author,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command)},
    {.words = "verification in progress|unverified address: address verification in progress",
     .status = 4,
     .meaning = "the server still verifies the address",
     .remedy = "Nothing is broken: the server asks whether the address exists, and senders try again by themselves. If "
               "it lasts, see whether the mail server that it asks answers.",
     .first = Actor::Nobody,
     .weight = Weight::Sentence,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "recipient validation|unverified address|recipient verification|unable to verify recipient|"
              "cannot verify recipient|could not verify recipient|recipient verify|recipient callout",
     .status = 4,
     .meaning = "the recipient can't be looked up for now",
     .remedy = phrase::recipientUnchecked,
     .first = Actor::ReceivingSide,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command)},
    {.words = "quota reached|quota .. reached|over quota|overquota|over its quota|over the quota|over their "
              "quota|quota exceeded|exceeded quota|"
              "quota .. exceeded|exceeds .. quota|exceeded .. quota|quota full|quota exceed|out of quota|quotaexceeded|"
              "exceeded storage|storage quota|exceeded .. storage|disk quota|mailbox full|mailbox is full|"
              "mailbox .. is full|inbox is full|inbox full|mailbox size limit exceeded|mailbox size exceeded|"
              "maildir over|mailbox has exceeded|mailfolder is full|mail box full|mail box is full|"
              "not enough space in .. mailbox|out of storage space|boite pleine|insufficient space in .. mailbox",
     .status = refusal,
     .meaning = "the mailbox is full",
     .remedy = phrase::overQuota,
     .first = Actor::Recipient,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message),
     .anywhere = "quotaexceededexception|mapiexceptionshutoffquotaexceeded|mailboxfull"},
    {.words = "receiving mail at a rate|receiving mail too quickly|recipient has exceeded .. rate|"
              "recipient rate limit|recipient .. message rate limit|per recipient limit|"
              "too many messages for this recipient|too many messages to this recipient|"
              "concurrent deliveries for user|too many concurrent deliveries for|"
              "recipient's per hour message receive limit|receive limit|recipient thread limit|"
              "mailbox .. receives too much|user is receiving|mailbox busy|mailbox is busy|mailbox is locked|"
              "mailbox locked",
     .status = 4,
     .meaning = "the mailbox takes no more for the moment",
     .remedy = phrase::mailboxBusy,
     .first = Actor::Nobody,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words =
         "receiving mail at a rate|recipient has exceeded .. rate|recipient rate limit|"
         "recipient .. message rate limit|too many messages for this recipient|too many messages to this recipient|"
         "recipient's per hour message receive limit|message receive limit|recipient thread limit",
     .status = 5,
     .meaning = "the mailbox gets too much mail at once",
     .remedy = "The mailbox takes only so many messages in a time: send it fewer, and what was refused again later by "
               "hand. If it is yours, find out who floods it.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "frozen|archived|account disabled|account is disabled|account .. disabled|mailbox disabled|mailbox is "
              "disabled|mailbox .. disabled|user disabled|user is disabled|user .. is disabled|user .. disabled|"
              "disabled mailbox|disabled user|disabled account|"
              "account suspended|account is suspended|account .. suspended|mailbox .. suspended|user suspended|"
              "user .. suspended|account inactive|account is inactive|account .. inactive|mailbox is inactive|"
              "mailbox .. inactive|inactive user|user is inactive|account is not active|account not active|"
              "account expired|account has expired|account .. expired|account closed|account .. closed|"
              "account is locked|account locked|account .. blocked|mailbox is blocked|mailbox .. blocked|deactivated|"
              "mailbox is closed|not active|temporarily disabled|discontinued|recipient is inactive",
     .status = refusal,
     .meaning = "the mailbox exists but is disabled",
     .remedy = phrase::mailboxDisabled,
     .first = Actor::Recipient,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command)},
    {.words = "inbounds disabled|account inbounds disabled",
     .status = refusal,
     .meaning = "the mailbox or its domain is disabled by whoever runs the server",
     .remedy = phrase::mailboxDisabled,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "inactive email address|inactive mailbox|mailbox is inactive",
     .status = refusal,
     .meaning = "the mailbox exists but is disabled",
     .remedy = phrase::mailboxDisabled,
     .first = Actor::Recipient,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command)},
    {.words = "recipient address must contain a domain|recipient address rejected: need fully-qualified|"
              "recipient address rejected: need fully qualified|bad recipient address syntax",
     .status = 5,
     .meaning = "the recipient address is malformed",
     .remedy = phrase::malformedRecipient,
     .first = Actor::Author,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "mailbox unavailable|mailbox not available|mailbox is unavailable|mailbox .. unavailable|"
              "mailbox name not allowed|no such mailbox or not allowed",
     .status = 5,
     .meaning = "the mailbox does not exist, or is not open to this sender",
     .remedy =
         "Correct the recipient. If it exists, the server refuses this sender or client without saying why: check "
         "it on blocklists, its PTR record, and SPF, DKIM and DMARC; the server's log names the rule.",
     .first = Actor::Author,
     .weight = Weight::Hint,
     .steps = at(Step::Rcpt, Step::Data, Step::Message, Step::Command)},
    {.words = "5.4.1 recipient address rejected: access denied",
     .status = 5,
     .meaning = "the directory of the server behind does not know the recipient",
     .remedy = phrase::edgeBlocking,
     .first = Actor::Author,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "recipient address rejected: access denied|recipient address rejected: policy",
     .status = 5,
     .meaning = "the recipient is not accepted",
     .remedy = phrase::recipientRefused,
     .first = Actor::ReceivingSide,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "address rejected|recipient rejected|recipient address rejected|recipient refused|rejected recipient|"
              "address not allowed|recipient not allowed|"
              "recipient not accepted|recipient denied",
     .status = 5,
     .meaning = "the recipient is not accepted",
     .remedy = phrase::recipientRefused,
     .first = Actor::Author,
     .weight = Weight::Hint,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "has moved|moved to|new address|please use instead|changed his address|user not local; please try|"
              "not local; please try|mailbox moved|recipient moved",
     .status = 5,
     .meaning = "the mailbox has moved",
     .remedy = "Write to the new address: the text names it, or ask the recipient. If it is your server, set up a "
               "forwarding where the mail is still wanted.",
     .first = Actor::Author,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "host unknown|unknown host|no such domain|unknown domain|domain unknown|domain does not exist|"
              "domain doesn't exist|domain not found|domain .. not found|unrouteable mail domain|"
              "unroutable mail domain|unrouteable domain|unroutable domain|illegal host/domain|invalid domain|"
              "couldn't find any host named|couldn't find a mail exchanger|can't find host|no mx record|no mx for|"
              "no valid mx|has no mx|dns entry for .. not found|null mx|does not accept mail (nullmx)|(nullmx)|"
              "does not accept mail|domain .. does not accept|all relevant mx records point to non-existent|"
              "mx records point to non-existent|host not found|type=mx: host not found|name or service not known|"
              "no route to .. domain|nxdomain|domain name not found|host or domain name not found",
     .status = 5,
     .meaning = "the recipient's domain does not exist or takes no mail",
     .remedy = phrase::noSuchDomain,
     .first = Actor::Author,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "host not found|domain not found|host or domain name not found|temporary dns|dns lookup failure|"
              "dns failure|dns error|dns timeout|dns time-out|name server .. fail|name service error|"
              "cname lookup failed|cname_lookup_failed|lookup of .. failed|server dns|nameserver|servfail|"
              "dns query failed|resolv",
     .status = 4,
     .meaning = "a DNS look-up failed",
     .remedy = "Check that the domain of the address that the text names resolves (dig NAME MX), then the resolver of "
               "the server that says so. Senders try again by themselves.",
     .first = Actor::ReceivingSide,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words =
         "envelope blocked - user|rejected by user|refused by user|blocked by user|recipient has blocked|blocked by "
         "the recipient|blocked by recipient|recipient's block|recipient block|"
         "recipient does not want|recipient doesn't want|recipient rejects|refused by the recipient|"
         "user's blacklist|user's blocklist|user blacklist|personal blacklist|personal block|recipient's blacklist|"
         "does not accept mail from you|does not accept mail from this|does not wish to receive|"
         "policy rejection on the target address|not accepting mail from this|"
         "recipient .. accept .. from .. allowed|recipient is not accepting|not accepting messages from",
     .status = 5,
     .meaning = "the recipient does not want mail from this sender",
     .remedy = "The recipient has blocked the sender: ask, by another way, to be taken off that list. If it is your "
               "server, the rule is in the mailbox's own settings.",
     .first = Actor::Recipient,
     .weight = Weight::Sentence,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words =
         "not allowed to send to this|not allowed to post|not permitted to post|not allowed to write to|"
         "no permission to send to|takes mail of .. only|takes mail from .. only|accepts mail from .. only|accepts "
         "mail only from|"
         "accepts only mail from|local users only|internal users only|members only|only members|subscribers only|only "
         "subscribers|moderated|not authorized to send to|"
         "not authorised to send to|you do not have permission to send to|don't have permission to send to|"
         "permission to post|restricted recipient|recipient is restricted|restricted to|"
         "internal senders only|closed mailing list|sender not authorized for delivery|"
         "not authorized .. this recipient|external senders",
     .status = 5,
     .meaning = "the sender may not write to this recipient",
     .remedy = phrase::senderNotAdmitted,
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message),
     .anywhere = "resolver.rst.authrequired|resolver.rst.notauthorized|resolver.rst.restrictedtorecipients|"
                 "recipientsrestricted|resolver.rst.restricted"},
    {.words = "suppression list|suppressed recipient|recipient is suppressed|previously bounced|unsubscribed",
     .status = 5,
     .meaning = "the sending service does not write to this address any more",
     .remedy = "The service that sends keeps the address on its suppression list of those that bounced or complained: "
               "correct the address, or have it taken off that list if it works again.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "too many recipients|recipients exceeded|exceeds .. recipients|exceeded .. recipients|"
              "recipient limit|maximum .. recipients|max .. recipients|limit of recipients|"
              "multi-recipient bounce|recipients per message|number of recipients|trop de destinataires|excessive "
              "recipients",
     .status = 5,
     .meaning = "too many recipients",
     .remedy = phrase::tooManyRecipients,
     .first = Actor::SendingSide,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
    {.words = "too many recipients|recipients exceeded|exceeded .. recipients|recipient limit|maximum .. recipients|"
              "recipients per message|number of recipients|multiple destination domains|one recipient at a time|"
              "multiple recipients",
     .status = 4,
     .meaning = "too many recipients at once",
     .remedy =
         "Send to fewer recipients at a time: the rest go in a further message, as queues do by themselves. If it "
         "is your server, raise its limit; RFC 5321 wants room for 100.",
     .first = Actor::SendingSide,
     .steps = at(Step::Rcpt, Step::Data, Step::Message)},
};

} // namespace mpm::catalogue

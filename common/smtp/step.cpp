// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/step.hpp"

namespace mpm {

std::string_view toString(Step step)
{
    switch (step) {
    case Step::Connect: return "connect";
    case Step::Greeting: return "greeting";
    case Step::Ehlo: return "EHLO";
    case Step::Helo: return "HELO";
    case Step::StartTls: return "STARTTLS";
    case Step::Auth: return "AUTH";
    case Step::Mail: return "MAIL FROM";
    case Step::Rcpt: return "RCPT TO";
    case Step::Data: return "DATA";
    case Step::Message: return "end of data";
    case Step::Command: return "command";
    case Step::Quit: return "QUIT";
    }
    return "command";
}

} // namespace mpm

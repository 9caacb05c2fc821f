// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/step.hpp"

namespace mpm {

std::string_view toString(RetrievalStep step)
{
    switch (step) {
    case RetrievalStep::LookUp: return "look-up";
    case RetrievalStep::Connect: return "connect";
    case RetrievalStep::Greeting: return "greeting";
    case RetrievalStep::Capability: return "capability";
    case RetrievalStep::Tls: return "tls";
    case RetrievalStep::Login: return "login";
    case RetrievalStep::Folders: return "folders";
    case RetrievalStep::Open: return "open";
    case RetrievalStep::Search: return "search";
    case RetrievalStep::Fetch: return "fetch";
    case RetrievalStep::Remove: return "remove";
    case RetrievalStep::End: return "end";
    }
    return "connect";
}

} // namespace mpm

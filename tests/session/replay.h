// A request as read, put into a typed session fact by fact, as a register would set it.
#pragma once

#include "runtime/facts/record.h"
#include "runtime/session/typed_session.h"

namespace law {

void replay(const leaflaw::Request& as_read, const leaflaw::TypedPolicy& policy, leaflaw::TypedSession& session);

}  // namespace law

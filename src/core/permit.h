#pragma once

#include <utility>

namespace panoh::access {
class PermitIssuer;
}

namespace panoh::core {

/// Proof that `access` allowed one action on one object. Verbs demand it, only `access::PermitIssuer` can
/// make it, and it carries its object, so that a permit for one case opens no other. `A` is an enumerator of
/// `core::Action`.
template <auto A, typename Object>
class Permit {
public:
    [[nodiscard]] const Object& object() const { return object_; }

private:
    friend class panoh::access::PermitIssuer;
    explicit Permit(Object object) : object_(std::move(object)) {}
    Object object_;
};

} // namespace panoh::core

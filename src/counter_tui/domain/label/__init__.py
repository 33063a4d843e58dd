"""Labels of special customers: advice on how somebody is served; nothing decided on a request may know of them."""

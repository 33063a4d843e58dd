"""The commitment letter (承诺书): its words as data, and one customer's letter made of them."""

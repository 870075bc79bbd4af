// escpos requires this at load time; the product never calls it.
module.exports = () => {
  throw new Error("get-pixels is not part of Counterfoil");
};

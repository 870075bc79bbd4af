// escpos requires this at load time; the product never calls it.
module.exports = () => {
  throw new Error("node-bluetooth is not part of Counterfoil");
};

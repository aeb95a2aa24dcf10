export const productName = "Tallylight";

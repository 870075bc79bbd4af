// The words that the made-up articles are named with, each in both languages. Data only.
import type { Names } from '#contract/text.ts';

type Pair = readonly [en: string, zh: string];

const named = (pairs: readonly Pair[]): Names[] => pairs.map(([en, zh]) => ({ en, zh }));

export const brands = named([
  ['Spring Hill', '春山'],
  ['Farmer Lake', '农湖'],
  ['White Rabbit', '白兔'],
  ['Red Lantern', '红灯笼'],
  ['Golden Field', '金田'],
  ['Blue Harbour', '蓝港'],
  ['Old Master', '老师傅'],
  ['Morning Bell', '晨钟'],
  ['Jade River', '玉江'],
  ['Nine Cranes', '九鹤'],
  ['Silver Moon', '银月'],
  ['Green Valley', '绿谷'],
  ['Three Wells', '三井'],
  ['Sunny Bank', '阳光银行'],
  ['Cloud Peak', '云峰'],
  ['Happy Family', '喜家'],
  ['East Gate', '东门'],
  ['West Lake', '西湖'],
  ['South Star', '南星'],
  ['North Wind', '北风'],
  ['Lucky Fish', '福鱼'],
  ['Little Sheep', '小羊'],
  ['Great Wall Road', '长城路'],
  ['Bamboo Grove', '竹林'],
  ['Plum Garden', '梅园'],
  ['Lotus Pond', '莲塘'],
  ['Iron Pot', '铁锅'],
  ['Sea Breeze', '海风'],
  ['Snow Top', '雪顶'],
  ['Fragrant Leaf', '香叶'],
  ['Double Joy', '双喜'],
  ['First Light', '初光'],
]);

export interface Kind {
  names: Names;
  category: string;
  taxCode: string;
}

const kind = (category: string, taxCode: string, pairs: readonly Pair[]): Kind[] =>
  named(pairs).map((names) => ({ names, category, taxCode }));

export const kinds: readonly Kind[] = [
  ...kind('drinks', 'V13', [
    ['Spring Water', '天然水'],
    ['Oolong Tea', '乌龙茶'],
    ['Jasmine Tea', '茉莉花茶'],
    ['Orange Juice', '橙汁'],
    ['Soy Milk', '豆奶'],
    ['Coconut Drink', '椰子汁'],
    ['Black Coffee', '黑咖啡'],
    ['Lemon Soda', '柠檬汽水'],
  ]),
  ...kind('dairy', 'V9', [
    ['Fresh Milk', '鲜牛奶'],
    ['Drinking Yoghurt', '酸奶饮品'],
    ['Butter', '黄油'],
    ['Cheese Slices', '奶酪片'],
  ]),
  ...kind('snacks', 'V13', [
    ['Milk Candy', '奶糖'],
    ['Potato Crisps', '薯片'],
    ['Rice Crackers', '米饼'],
    ['Sunflower Seeds', '葵花籽'],
    ['Chocolate', '巧克力'],
    ['Walnut Cake', '核桃酥'],
    ['Dried Mango', '芒果干'],
    ['Seaweed', '海苔'],
  ]),
  ...kind('pantry', 'V9', [
    ['Soy Sauce', '酱油'],
    ['Rice Vinegar', '米醋'],
    ['Peanut Oil', '花生油'],
    ['Long Grain Rice', '长粒米'],
    ['Sesame Paste', '芝麻酱'],
    ['Chilli Sauce', '辣椒酱'],
    ['White Sugar', '白砂糖'],
    ['Wheat Flour', '小麦粉'],
  ]),
  ...kind('instant', 'V13', [
    ['Beef Noodles', '牛肉面'],
    ['Frozen Dumplings', '速冻水饺'],
    ['Hot Pot Base', '火锅底料'],
    ['Rice Porridge', '八宝粥'],
  ]),
  ...kind('care', 'V13', [
    ['Toothpaste', '牙膏'],
    ['Shampoo', '洗发水'],
    ['Hand Soap', '洗手液'],
    ['Face Cream', '面霜'],
    ['Razor Blades', '剃须刀片'],
    ['Cotton Buds', '棉签'],
  ]),
  ...kind('household', 'V13', [
    ['Paper Towels', '厨房纸'],
    ['Bin Bags', '垃圾袋'],
    ['Batteries', '电池'],
    ['Light Bulb', '灯泡'],
    ['Washing Powder', '洗衣粉'],
    ['Dish Soap', '洗洁精'],
    ['Umbrella', '雨伞'],
    ['Notebook', '笔记本'],
  ]),
  ...kind('alcohol', 'V13', [
    ['Lager Beer', '啤酒'],
    ['Rice Wine', '米酒'],
  ]),
];

export const flavours = named([
  ['Original', '原味'],
  ['Light', '清淡'],
  ['Rich', '浓香'],
  ['Honey', '蜂蜜'],
  ['Ginger', '生姜'],
  ['Mint', '薄荷'],
  ['Lychee', '荔枝'],
  ['Peach', '蜜桃'],
  ['Grape', '葡萄'],
  ['Sea Salt', '海盐'],
  ['Spicy', '麻辣'],
  ['Sichuan Pepper', '花椒'],
  ['Garlic', '蒜香'],
  ['Smoked', '烟熏'],
  ['Organic', '有机'],
  ['Sugar Free', '无糖'],
  ['Double', '双倍'],
  ['Premium', '特级'],
  ['Classic', '经典'],
  ['Children', '儿童'],
  ['Winter', '冬季'],
  ['Summer', '夏季'],
  ['Harvest', '丰收'],
  ['Mountain', '高山'],
]);

/** Sizes, written the same in both languages but for the measure word. */
export const packs = named([
  ['50 g', '50克'],
  ['100 g', '100克'],
  ['250 g', '250克'],
  ['500 g', '500克'],
  ['1 kg', '1公斤'],
  ['2.5 kg', '2.5公斤'],
  ['5 kg', '5公斤'],
  ['100 ml', '100毫升'],
  ['250 ml', '250毫升'],
  ['330 ml', '330毫升'],
  ['500 ml', '500毫升'],
  ['550 ml', '550毫升'],
  ['1 L', '1升'],
  ['2 L', '2升'],
  ['Pack of 2', '2只装'],
  ['Pack of 3', '3只装'],
  ['Pack of 4', '4只装'],
  ['Pack of 6', '6只装'],
  ['Pack of 8', '8只装'],
  ['Pack of 10', '10只装'],
  ['Pack of 12', '12只装'],
  ['Pack of 24', '24只装'],
  ['Family Size', '家庭装'],
  ['Travel Size', '旅行装'],
  ['Gift Box', '礼盒'],
  ['Box', '盒装'],
  ['Bag', '袋装'],
  ['Bottle', '瓶装'],
]);

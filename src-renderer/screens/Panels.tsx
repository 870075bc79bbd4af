// Which panel lies over the counter. The registry only; each panel is in a file of its own.
import { useTill } from '#screen/state/context.tsx';
import { Approval } from './Approval.tsx';
import { Arrange } from './Arrange.tsx';
import { Badges } from './Badges.tsx';
import { BankCard } from './BankCard.tsx';
import { BesideSetUp } from './BesideSetUp.tsx';
import { CustomerForm, Customers } from './Customers.tsx';
import { FindCustomer } from './FindCustomer.tsx';
import { DeviceList } from './DeviceList.tsx';
import { DrawerSetUp } from './DrawerSetUp.tsx';
import { PrinterSetUp } from './PrinterSetUp.tsx';
import { Discount, DiscountAmount } from './Discount.tsx';
import { CashAmount, CashReason, Drawer, NoSale } from './Drawer.tsx';
import { Help } from './Help.tsx';
import { Limits } from './Limits.tsx';
import { Keys } from './Keys.tsx';
import { Price, PriceCheck } from './Price.tsx';
import { CloseRegister, Menu, VoidSale } from './Questions.tsx';
import { NewArticle, Resolve } from './Resolve.tsx';
import { PriceList } from './PriceList.tsx';
import { PriceListForm, PriceLists } from './PriceLists.tsx';
import { PromotionForm, Promotions } from './Promotions.tsx';
import { Recover } from './Recover.tsx';
import { Return, ReturnFind } from './Return.tsx';
import { ReturnArticle } from './ReturnArticle.tsx';
import { Search } from './Search.tsx';
import { Settings } from './Settings.tsx';
import { Shop } from './Shop.tsx';
import { TaxNumber } from './TaxNumber.tsx';
import { ThisTill } from './ThisTill.tsx';
import { Trusted } from './Trusted.tsx';
import { LayoutForm, Layouts } from './Layouts.tsx';
import { Weight } from './Weight.tsx';
import { Why } from './Why.tsx';

export function Panels() {
  const name = useTill((state) => state.panel?.name);
  switch (name) {
    case 'search':
      return <Search />;
    case 'arrange':
      return <Arrange />;
    case 'customer':
      return <FindCustomer />;
    case 'weight':
      return <Weight />;
    case 'voidSale':
      return <VoidSale />;
    case 'noSale':
      return <NoSale />;
    case 'drawer':
      return <Drawer />;
    case 'cashAmount':
      return <CashAmount />;
    case 'cashReason':
      return <CashReason />;
    case 'price':
      return <Price />;
    case 'discount':
      return <Discount />;
    case 'discountAmount':
      return <DiscountAmount />;
    case 'approval':
      return <Approval />;
    case 'priceCheck':
      return <PriceCheck />;
    case 'why':
      return <Why />;
    case 'resolve':
      return <Resolve />;
    case 'returnFind':
      return <ReturnFind />;
    case 'return':
      return <Return />;
    case 'returnArticle':
      return <ReturnArticle />;
    case 'newArticle':
      return <NewArticle />;
    case 'closeRegister':
      return <CloseRegister />;
    case 'menu':
      return <Menu />;
    case 'keys':
      return <Keys />;
    case 'help':
      return <Help />;
    case 'settings':
      return <Settings />;
    case 'shop':
      return <Shop />;
    case 'promotions':
      return <Promotions />;
    case 'promotion':
      return <PromotionForm />;
    case 'limits':
      return <Limits />;
    case 'customers':
      return <Customers />;
    case 'customerForm':
      return <CustomerForm />;
    case 'priceLists':
      return <PriceLists />;
    case 'priceListForm':
      return <PriceListForm />;
    case 'priceList':
      return <PriceList />;
    case 'layouts':
      return <Layouts />;
    case 'layoutForm':
      return <LayoutForm />;
    case 'trusted':
      return <Trusted />;
    case 'taxNumber':
      return <TaxNumber />;
    case 'bankCard':
      return <BankCard />;
    case 'badges':
      return <Badges />;
    case 'recover':
      return <Recover />;
    case 'devices':
      return <DeviceList />;
    case 'printerSetUp':
      return <PrinterSetUp />;
    case 'drawerSetUp':
      return <DrawerSetUp />;
    case 'besideSetUp':
      return <BesideSetUp />;
    case 'thisTill':
      return <ThisTill />;
    default:
      return null;
  }
}

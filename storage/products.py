"""What the vendor sells."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, select
from sqlalchemy.orm import Mapped, Session, composite, mapped_column

from storage.base import Record
from storage.values import Money


class Product(Record):
    """A product, what people call it for short, and its list price for a seat and a year."""

    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short: Mapped[str]
    list_price: Mapped[Money] = composite(
        mapped_column("list_price_minor", BigInteger), mapped_column("currency")
    )


class Products:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, product: Product) -> Product:
        self._session.add(product)
        self._session.flush()
        return product

    def all(self) -> Sequence[Product]:
        return self._session.scalars(select(Product).order_by(Product.id)).all()

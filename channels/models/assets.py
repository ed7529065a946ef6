"""Crops and formats made for channels, named by the hash of their bytes."""

from django.db import models


class RenderedAsset(models.Model):
    """`source` is an asset key plus the SHA-256 of the original, `recipe` what was made of it
    (crop, size, format, byte cap). `name` is `<sha256[:32]>.<ext>`; the file lies under `channel-assets/`."""

    source = models.CharField(max_length=120)
    recipe = models.CharField(max_length=120)
    name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    file = models.FileField(upload_to="channel-assets")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "recipe"], name="one_asset_of_a_recipe")]

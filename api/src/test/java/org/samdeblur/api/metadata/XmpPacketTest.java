package org.samdeblur.api.metadata;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XmpPacketTest {
    private static final Upright IMAGE = new Upright(40, 60, true);

    private static byte[] packet(String attributes, String elements) {
        return ("<?xpacket begin='\uFEFF' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                        + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                        + "<rdf:Description rdf:about='' xmlns:tiff='http://ns.adobe.com/tiff/1.0/'"
                        + " xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
                        + " xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:xmpNote='http://ns.adobe.com/xmp/note/' "
                        + attributes + ">" + elements
                        + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>\0\0")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String upright(byte[] packet) throws BrokenMetadataException {
        return new String(XmpPacket.upright(packet, IMAGE), StandardCharsets.UTF_8);
    }

    @Test
    void orientationAndSizesAreThoseOfTheUprightImage() throws Exception {
        String written = upright(packet(
                "tiff:Orientation='6' exif:PixelXDimension='60'",
                "<tiff:ImageWidth>60</tiff:ImageWidth><tiff:ImageLength>40</tiff:ImageLength>"));

        assertTrue(written.contains("tiff:Orientation=\"1\""), written);
        assertTrue(written.contains("exif:PixelXDimension=\"40\""), written);
        assertTrue(written.contains("<tiff:ImageWidth>40</tiff:ImageWidth>"), written);
        assertTrue(written.contains("<tiff:ImageLength>60</tiff:ImageLength>"), written);
    }

    @Test
    void thumbnailsAndWhatLiesElsewhereInTheFileAreLeftOut() throws Exception {
        String written = upright(
                packet(
                        "xmpNote:HasExtendedXMP='0815' xmp:Rating='4'",
                        "<xmp:Thumbnails><rdf:Alt><rdf:li>base64</rdf:li></rdf:Alt></xmp:Thumbnails><dc:title>Öl &amp; 東</dc:title>"));

        assertFalse(written.contains("base64") || written.contains("0815"), written);
        assertTrue(written.contains("xmp:Rating=\"4\""), written);
        assertTrue(written.contains("<dc:title>Öl &amp; 東</dc:title>"), written);
        assertTrue(written.contains("<?xpacket begin="), written);
    }

    @Test
    void whatIsNoXmlOrHostileIsRefused() {
        String deep = "<dc:a>".repeat(100_000);
        String entities = "<!DOCTYPE a [<!ENTITY b 'lol'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
        for (byte[] packet : new byte[][] {
            new byte[0], {1, 2, 3}, "<a>".getBytes(), entities.getBytes(), packet("", deep), packet("", "</dc:a>")
        }) {
            assertThrows(BrokenMetadataException.class, () -> XmpPacket.upright(packet, IMAGE));
        }
    }
}

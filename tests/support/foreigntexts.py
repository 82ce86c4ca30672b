"""Page text as FineReader, Transkribus, Tesseract and Aigaq itself write it."""

ABBYY = """\ufeff<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#">
 <Description><MeasurementUnit>mm10</MeasurementUnit>
  <sourceImageInformation><fileName>D:\\скан\\0001.tif</fileName></sourceImageInformation>
  <OCRProcessing ID="a"><ocrProcessingStep><processingSoftware>
   <softwareName>ABBYY FineReader</softwareName><softwareVersion>11.0</softwareVersion>
  </processingSoftware></ocrProcessingStep></OCRProcessing></Description>
 <Layout><Page ID="p" PHYSICAL_IMG_NR="17" WIDTH="2100" HEIGHT="2970"><PrintSpace>
  <TextBlock ID="b1" language="kk-KZ">
   <TextLine HPOS="100" VPOS="100" WIDTH="900" HEIGHT="50">
    <String CONTENT="Ғалымжан" HPOS="100" VPOS="100" WIDTH="300" HEIGHT="50" WC="0.93"/><SP/>
    <String CONTENT="Семипа" HPOS="500" VPOS="100" WIDTH="300" HEIGHT="50" WC="0.5"
     SUBS_TYPE="HypPart1" SUBS_CONTENT="Семипалатинск"/><HYP CONTENT="-"/></TextLine>
   <TextLine HPOS="100" VPOS="200" WIDTH="900" HEIGHT="50">
    <String CONTENT="латинск" HPOS="100" VPOS="200" WIDTH="300" HEIGHT="50"
     SUBS_TYPE="HypPart2" SUBS_CONTENT="Семипалатинск"/></TextLine></TextBlock>
  <ComposedBlock ID="c"><TextBlock ID="b2"><TextLine HPOS="0" VPOS="2960" WIDTH="3000" HEIGHT="20">
    <String CONTENT="стр. 1"/></TextLine></TextBlock></ComposedBlock>
 </PrintSpace></Page></Layout></alto>"""

TRANSKRIBUS = """<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15">
 <Metadata><Creator>Transkribus</Creator></Metadata>
 <Page imageFilename="0001.jpg" imageWidth="1000" imageHeight="1000">
  <ReadingOrder><OrderedGroup id="o"><RegionRefIndexed index="0" regionRef="r2"/>
   <RegionRefIndexed index="1" regionRef="r1"/></OrderedGroup></ReadingOrder>
  <TextRegion id="r1"><Coords points="0,0 1000,0 1000,500 0,500"/>
   <TextLine id="l1"><Coords points="100,100 300,100 300,140 100,140"/>
    <TextEquiv><Unicode>второй абзац</Unicode></TextEquiv></TextLine></TextRegion>
  <TextRegion id="r2"><Coords points="0,500 1000,500 1000,900 0,900"/>
   <TextLine id="l2"><Coords points="10,600 90,590 90,640 10,640"/>
    <Word id="x"><Coords points="10,600 90,600 90,640 10,640"/>
     <TextEquiv index="1" conf="0.1"><Unicode>нет</Unicode></TextEquiv>
     <TextEquiv index="0" conf="0.8"><Unicode>и\u0306од</Unicode></TextEquiv></Word>
    <TextEquiv><Unicode>и\u0306од</Unicode></TextEquiv></TextLine></TextRegion>
 </Page></PcGts>"""

TESSERACT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="ru"><head>
 <meta name='ocr-system' content='tesseract 5.3.0' /></head><body>
 <div class='ocr_page' id='page_1' title='image "a;b.png"; bbox 0 0 500 800; ppageno 0'>
  <div class='ocr_carea' title="bbox 10 10 200 60"><p class='ocr_par' lang='rus'>
   <span class='ocr_line' title="bbox 10 10 200 30; x_size 20">
    <span class='ocrx_word' title='bbox 10 10 60 30; x_wconf 95'><strong>Дело</strong></span>
    <span class='ocrx_word' title='bbox 70 10 90 30; x_wconf 33'>№</span></span>
   <span class='ocr_line' title="bbox 10 40 200 60"><span class='ocrx_word'
    title='bbox 10 40 60 60; x_wconf 80'>25&nbsp;</span></span></p></div></div>
 <div class='ocr_page' title='image "b.png"; bbox 0 0 500 800; ppageno 1'></div></body></html>"""

OURS = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>
<Page ID="p" PHYSICAL_IMG_NR="1"><PrintSpace>
<TextBlock ID="block.0"><TextLine ID="line.0.0.0"><String ID="w.0.4" CONTENT="Дело"/>
<String ID="w.7.8" CONTENT="5"/></TextLine></TextBlock>
<ComposedBlock ID="stamp.0" HPOS="1" VPOS="2" WIDTH="3" HEIGHT="4"><TextBlock ID="block.10">
<TextLine ID="line.1.1.10"><String ID="w.10.14" CONTENT="ДСПр"/></TextLine></TextBlock>
</ComposedBlock></PrintSpace></Page></Layout></alto>"""
